import { Link } from '@remix-run/react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { OwnClaim } from '#server/flash-sale/index.ts'
import type { SaleLogPage } from '#shared/sale-log.ts'
import { Moment } from '#app/ui/moment.tsx'

type ClaimLogProps = {
  log: SaleLogPage
  /** the reader's own numbers */
  own: readonly OwnClaim[]
  /** the number that was asked for */
  asked: number | null
}

/** A page of the log: a line a claim, in the order in which the server decided. */
export function ClaimLog({ log, own, asked }: ClaimLogProps) {
  const { t } = useTranslation()
  const receipts = new Map(own.map(({ sequence, holdId }) => [sequence, holdId]))
  return (
    <ol className="divide-line divide-y" start={log.claims[0]?.sequence}>
      {log.claims.map(({ sequence, at, buyer, quantity, state }) => (
        <li
          key={sequence}
          id={`n${sequence}`}
          aria-current={sequence === asked || undefined}
          className={clsx(
            'flex flex-wrap gap-x-4 py-2 tabular-nums',
            sequence === asked && 'bg-honey-50 -mx-2 rounded-md px-2',
          )}
        >
          <span className="font-semibold">{t('live:log.sequence', { number: sequence })}</span>
          <span>{buyer}</span>
          <span>×{quantity}</span>
          <span>{t(`live:log.state.${state}`)}</span>
          <span className="text-ink-soft ml-auto">
            <Moment at={at} style="clock" />
          </span>
          {receipts.has(sequence) && (
            <Link
              to={`/receipts/${receipts.get(sequence)}`}
              className="text-tea-700 basis-full py-2 underline underline-offset-4"
            >
              {t('live:log.ownReceipt')}
            </Link>
          )}
        </li>
      ))}
    </ol>
  )
}
