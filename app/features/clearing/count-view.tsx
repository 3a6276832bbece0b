import { useTranslation } from 'react-i18next'
import type { Count } from '#server/clearing/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { formatMoney, Money } from '#app/ui/money.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { fen } from '#shared/money.ts'
import { AgreementList } from './agreement-list.tsx'
import { DifferenceList } from './difference-list.tsx'

/** One count: what both sides have, whether it adds up, and every line that differs. */
export function CountView({ count }: { count: Count }) {
  const { t } = useTranslation()
  const { day, at, byName, stripeFen, bookFen, explainedFen, unexplainedFen, height } = count
  const sums = [
    { key: 'stripe', amount: stripeFen },
    { key: 'book', amount: bookFen },
    { key: 'difference', amount: fen(stripeFen - bookFen) },
    { key: 'explained', amount: explainedFen },
    { key: 'unexplained', amount: unexplainedFen },
  ]
  return (
    <>
      <Card>
        <h2 className="font-serif text-xl font-bold">{t('clearing:day', { day })}</h2>
        <p className="text-ink-soft text-sm">
          {byName === null ? t('clearing:byItself') : t('clearing:by', { name: byName })} · <Moment at={at} />{' '}
          · {t('clearing:atBlock', { height })}
        </p>
        <Verdict count={count} />
        <dl className="mt-4 grid gap-x-6 gap-y-3 sm:grid-cols-5">
          {sums.map(({ key, amount }) => (
            <div key={key} className="flex items-baseline justify-between gap-3 sm:block">
              <dt className="text-ink-soft text-sm">{t(`clearing:sums.${key}`)}</dt>
              <dd className="text-lg font-semibold">
                <Money amount={amount} />
              </dd>
            </div>
          ))}
        </dl>
      </Card>
      <DifferenceList differences={count.differences} />
      <AgreementList agreed={count.agreed} />
    </>
  )
}

function Verdict({ count: { unexplainedFen, differences } }: { count: Count }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (unexplainedFen !== 0)
    return (
      <Notice
        tone="danger"
        announce="alert"
        className="mt-4"
        title={t('clearing:unexplainedTitle', { amount: formatMoney(unexplainedFen, locale) })}
      >
        {t('clearing:unexplainedLead')}
      </Notice>
    )
  return (
    <Notice tone={differences.length === 0 ? 'success' : 'info'} className="mt-4">
      {differences.length === 0 ? t('clearing:ok') : t('clearing:okExplained')}
    </Notice>
  )
}
