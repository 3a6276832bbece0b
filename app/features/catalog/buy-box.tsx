import { useTranslation } from 'react-i18next'
import type { HoldView } from '#shared/flash-sale.ts'
import type { SaleDetail } from '#server/flash-sale/index.ts'
import { useServerNow } from '#app/ui/countdown.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { ClaimButton } from '../flash-sale/claim-button.tsx'
import type { ClaimRefused } from '../flash-sale/claim-by-form.server.ts'
import { ClaimForm } from '../flash-sale/claim-form.tsx'
import { claimState, type Tap } from '../flash-sale/claim-state.ts'
import { ClaimStatus } from '../flash-sale/claim-status.tsx'

type BuyBoxProps = {
  action: string
  sale: SaleDetail | null
  holds: readonly HoldView[]
  claimKey: string
  serverNow: string
  token: string
  answer: ClaimRefused | undefined
}

/** Stock and the button of the shelf: a form, and nothing but a form. */
export function BuyBox({ action, sale, holds, claimKey, serverNow, token, answer }: BuyBoxProps) {
  const { t } = useTranslation()
  const serverNowMs = useServerNow(serverNow)
  if (!sale) return <Notice tone="warning">{t('shop:product.none')}</Notice>

  const tap: Tap = answer ? { kind: 'refused', refusal: answer.refused } : { kind: 'resting' }
  const state = claimState({ sale, holds, entries: [], places: null, tap, serverNowMs })
  return (
    <div>
      <p className="text-ink-soft mb-2 flex flex-wrap gap-x-3 text-sm">
        <span>{t('shop:product.stock', { count: sale.left })}</span>
        <span>{t('shop:product.limit', { count: sale.perBuyerLimit })}</span>
      </p>
      <ClaimForm
        action={action}
        sale={sale}
        claimKey={claimKey}
        open={state.kind === 'ready'}
        token={answer?.token ?? token}
      >
        <ClaimButton state={state} serverNow={serverNow} label={t('shop:product.buy')} />
        <ClaimStatus state={state} tap={tap} />
      </ClaimForm>
      {state.kind === 'ready' && tap.kind === 'resting' && (
        <p className="text-ink-faint text-center text-sm">{t('shop:product.buyHint')}</p>
      )}
    </div>
  )
}
