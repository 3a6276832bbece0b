import { Link } from '@remix-run/react'
import { ReceiptText } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { MemberFactView } from '#server/dividends/index.ts'
import { Hash } from '#app/features/proofs/hash.tsx'
import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Money } from '#app/ui/money.tsx'
import { moneyHeads, type MemberFigures } from '#shared/member-account.ts'

type Props = {
  facts: readonly MemberFactView[]
  /** where an entry of the book is shown with its proof */
  lineTo(journalId: string): string
  undo?(fact: MemberFactView): ReactNode
}

/** Why there is what there is: what happened, how it changed the account, who recorded it, and what proves it. */
export function FactList({ facts, lineTo, undo }: Props) {
  const { t } = useTranslation()
  return (
    <Card padded={false} className="overflow-hidden">
      <ul className="divide-line divide-y">
        {facts.map((fact) => (
          <li key={fact.factId} className="px-4 py-4 sm:px-6">
            <p className="flex flex-wrap items-baseline justify-between gap-2">
              <span className="font-medium">
                {t(`equity:kinds.${fact.kind}`)} {fact.undone && <Badge>{t('equity:undone')}</Badge>}
              </span>
              <Moment at={fact.on} style="date" className="text-ink-soft text-sm" />
            </p>
            <Changes change={fact.change} after={fact.after} />
            {fact.lossFen > 0 && (
              <p className="text-ink-soft text-sm">
                {t('equity:borne')} <Money amount={fact.lossFen} />
              </p>
            )}
            {fact.journalId && (
              <Link
                to={lineTo(fact.journalId)}
                className="text-tea-700 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline"
              >
                <ReceiptText aria-hidden className="size-5" />
                {t('equity:proof')}
              </Link>
            )}
            <details className="text-ink-soft text-sm">
              <summary className="flex min-h-10 items-center">
                {t('equity:paper', { name: fact.evidenceName })}
              </summary>
              <p className="pb-2">
                {t('equity:recordedBy', { name: fact.recordedByName })}{' '}
                <Moment at={fact.recordedAt} style="dateTimeYear" />
              </p>
              <Hash hex={fact.evidenceSha256} className="block pb-2" />
            </details>
            {fact.canUndo && undo?.(fact)}
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** Each head that moved, and what it came to. */
function Changes({ change, after }: { change: MemberFigures; after: MemberFigures }) {
  const { t } = useTranslation()
  return (
    <>
      {moneyHeads
        .filter((head) => change[head] !== 0)
        .map((head) => (
          <p key={head} className="flex flex-wrap items-baseline justify-between gap-x-4 py-1">
            <span className="text-ink-soft">{t(`equity:heads.${head}`)}</span>
            <span className="text-right">
              <span className="text-lg font-semibold whitespace-nowrap">
                {change[head] > 0 && '+'}
                <Money amount={change[head]} className={change[head] < 0 ? 'text-vermilion-700' : ''} />
              </span>
              <span className="text-ink-soft block text-sm">
                {t('equity:after')} <Money amount={after[head]} />
              </span>
            </span>
          </p>
        ))}
      {change.shares !== 0 && (
        <p className="flex justify-between gap-4 py-1">
          <span className="text-ink-soft">{t('equity:heads.shares')}</span>
          <span className="font-semibold">
            {change.shares > 0 && '+'}
            {t('equity:count', { count: change.shares })}
          </span>
        </p>
      )}
    </>
  )
}
