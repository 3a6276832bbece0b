import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { Pot, StatementEntry } from '#server/statements/index.ts'
import { ruleName } from '#app/features/rules/rule-words.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { formatMoney, Money } from '#app/ui/money.tsx'
import { fen, type Fen } from '#shared/money.ts'
import { kindLabel } from './kind-label.ts'
import type { Goods } from './statement.server.ts'

type Entry = StatementEntry & { afterFen: Fen }
type Props = {
  entries: readonly Entry[]
  goods: readonly Goods[]
  /** what there was before the first of them, and what there is after the last */
  before: { label: string; amountFen: Fen }
  after: { label: string; amountFen: Fen }
  linkTo(journalId: string): string
}

/** Entry by entry with the balance after each. Its head comes again on each printed sheet. */
export function EntryTable({ entries, goods, before, after, linkTo }: Props) {
  const { t } = useTranslation()
  const byOrder = new Map(goods.map((one) => [one.orderId, one]))
  const head = 'px-3 py-2 font-medium'
  return (
    <Card padded={false} className="overflow-hidden print:overflow-visible print:shadow-none">
      <table className="w-full">
        <caption className="sr-only">{t('statements:entries')}</caption>
        <thead className="bg-paper-deep text-ink-soft text-sm">
          <tr>
            <th scope="col" className={`${head} text-left sm:pl-6`}>
              {t('statements:what')}
            </th>
            <th scope="col" className={`${head} text-right`}>
              {t('statements:change')}
            </th>
            <th scope="col" className={`${head} hidden text-right sm:table-cell sm:pr-6`}>
              {t('statements:after')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-line divide-y">
          <BalanceRow {...before} />
          {entries.map((entry) => (
            <EntryRow
              key={entry.journalId}
              entry={entry}
              goods={entry.orderId ? byOrder.get(entry.orderId) : undefined}
              to={linkTo(entry.journalId)}
            />
          ))}
          <BalanceRow {...after} />
        </tbody>
      </table>
    </Card>
  )
}

function BalanceRow({ label, amountFen }: Props['before']) {
  return (
    <tr className="font-semibold">
      <th scope="row" className="px-3 py-3 text-left font-semibold sm:pl-6">
        {label}
      </th>
      <td className="py-3 pr-3 text-right sm:hidden">
        <Money amount={amountFen} />
      </td>
      <td className="hidden sm:table-cell" />
      <td className="hidden py-3 pr-6 text-right sm:table-cell">
        <Money amount={amountFen} />
      </td>
    </tr>
  )
}

type RowProps = { entry: Entry; goods: Goods | undefined; to: string }

function EntryRow({ entry, goods, to }: RowProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { kind, memo, on, rule, amountFen, afterFen } = entry
  const facts = [
    goods && t('coop:ours.order', { number: goods.number }),
    goods && goods.lots.length > 0 && t('statements:lot', { codes: goods.lots.join(' ') }),
    goods?.room && t('statements:room', { title: say(goods.room) }),
    rule && t('coop:ours.rule', { code: ruleName(t, rule.ruleCode), version: rule.version }),
  ].filter(Boolean)
  return (
    <tr className="hover:bg-tea-50 relative break-inside-avoid">
      <th scope="row" className="px-3 py-3 text-left font-normal sm:pl-6">
        <Link to={to} className="block font-medium after:absolute after:inset-0 print:no-underline">
          {kindLabel(t, kind, memo)}
          {goods && ` · ${say(goods.title)} ${say(goods.variantName)} × ${goods.quantity}`}
        </Link>
        <Moment at={on} style="date" className="text-ink-soft block text-sm" />
        <Moves entry={entry} />
        {facts.length > 0 && (
          <span className="text-ink-soft block text-sm break-words">{facts.join(' · ')}</span>
        )}
      </th>
      <td className="py-3 pr-3 text-right align-top">
        <span className="text-lg font-semibold whitespace-nowrap">
          {amountFen > 0 && '+'}
          <Money amount={amountFen} className={amountFen < 0 ? 'text-vermilion-700' : ''} />
        </span>
        <span className="text-ink-soft block text-sm sm:hidden">
          {t('statements:afterShort')} <Money amount={afterFen} />
        </span>
      </td>
      <td className="hidden py-3 pr-6 text-right align-top sm:table-cell">
        <Money amount={afterFen} />
      </td>
    </tr>
  )
}

/** What only went from one place to another, or is owed now: a plain sentence each. */
export function Moves({
  entry: { amountFen, moved },
}: {
  entry: Pick<StatementEntry, 'amountFen' | 'moved'>
}) {
  const { t } = useTranslation()
  const locale = useLocale()
  const said = (pot: Pot, amount: number) =>
    t(`statements:moves.${pot}`, { amount: formatMoney(fen(amount), locale) })
  const sentences = [
    amountFen === 0 && moved.available > 0 && said('available', moved.available),
    moved.paying > 0 && said('paying', moved.paying),
    moved.owes > 0 && said('owes', moved.owes),
    moved.contribution > 0 && said('contribution', moved.contribution),
    moved.contribution < 0 &&
      t('statements:moves.contributionBack', { amount: formatMoney(fen(-moved.contribution), locale) }),
    moved.owes < 0 && t('statements:moves.paidBack', { amount: formatMoney(fen(-moved.owes), locale) }),
  ].filter(Boolean)
  return sentences.map((sentence) => (
    <span key={String(sentence)} className="text-ink-soft block text-sm">
      {sentence}
    </span>
  ))
}
