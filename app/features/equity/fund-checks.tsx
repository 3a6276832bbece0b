import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { FundCheck } from '#server/dividends/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { formatMoney, Money } from '#app/ui/money.tsx'
import { Notice } from '#app/ui/notice.tsx'

/** What members have together beside the heads of the book. A difference is the first thing that is read. */
export function FundChecks({ funds }: { funds: readonly FundCheck[] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const wrong = funds.filter(({ differenceFen }) => differenceFen !== 0)
  return (
    <>
      {wrong.length > 0 && (
        <Notice tone="danger" announce="alert" title={t('equity:funds.wrong')} className="mb-4">
          {wrong.map(({ head, differenceFen }) => (
            <p key={head}>
              {t('equity:funds.differs', {
                head: t(`equity:funds.heads.${head}`),
                amount: formatMoney(differenceFen, locale),
              })}
            </p>
          ))}
        </Notice>
      )}
      <Card>
        <h3 className="mb-1 font-serif text-lg font-bold">{t('equity:funds.title')}</h3>
        <ul className="divide-line divide-y">
          {funds.map(({ head, membersFen, bookFen, unquantifiedFen, differenceFen }) => (
            <li key={head} className="flex items-start gap-3 py-2.5">
              {differenceFen === 0 ? (
                <CircleCheck aria-hidden className="text-tea-600 mt-0.5 size-5 shrink-0" />
              ) : (
                <TriangleAlert aria-hidden className="text-vermilion-700 mt-0.5 size-5 shrink-0" />
              )}
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{t(`equity:funds.heads.${head}`)}</span>
                <span className="text-ink-soft block text-sm">
                  {t('equity:funds.members')} <Money amount={membersFen} />
                  {unquantifiedFen > 0 && (
                    <>
                      {' '}
                      · {t('equity:funds.unquantified')} <Money amount={unquantifiedFen} />
                    </>
                  )}
                </span>
              </span>
              <Money amount={bookFen} className="font-semibold" />
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}
