import type { FormEvent, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { SaleAsk } from '#shared/flash-sale.ts'
import { mostPerTap } from './claim-state.ts'

type ClaimFormProps = {
  /** the page that takes the post: it works without JavaScript and with a dead socket */
  action: string
  sale: { saleId: string; left: number; perBuyerLimit: number }
  claimKey: string
  /** whether a quantity may be chosen now */
  open: boolean
  /** shows that the page was open before, should the sale be under attack */
  token: string
  /** what the button asks for now */
  ask?: SaleAsk
  /** asks by socket; answers false when nobody answered, and the form is posted after all */
  onAsk?: (quantity: number) => Promise<boolean>
  children: ReactNode
}

export function ClaimForm({
  action,
  sale,
  claimKey,
  open,
  token,
  ask = 'claim',
  onAsk,
  children,
}: ClaimFormProps) {
  const { t } = useTranslation()
  const most = mostPerTap(sale)

  function submit(event: FormEvent<HTMLFormElement>) {
    if (!onAsk) return
    event.preventDefault()
    const form = event.currentTarget
    const quantity = Number(new FormData(form).get('quantity'))
    void onAsk(quantity).then((answered) => {
      if (!answered) form.submit()
    })
  }

  return (
    <form method="post" action={action} onSubmit={submit} className="flex flex-col gap-2">
      <input type="hidden" name="saleId" value={sale.saleId} />
      <input type="hidden" name="claimKey" value={claimKey} />
      <input type="hidden" name="ask" value={ask} />
      <input type="hidden" name="token" value={token} />
      {open && most > 1 ? (
        <label className="text-ink-soft flex items-center justify-between gap-3 text-sm">
          {t('live:claim.quantity', { count: sale.perBuyerLimit })}
          <select
            name="quantity"
            className="border-line-strong rounded-control min-h-11 border bg-white px-3 text-base"
          >
            {Array.from({ length: most }, (_, at) => (
              <option key={at} value={at + 1}>
                {at + 1}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <input type="hidden" name="quantity" value="1" />
      )}
      {children}
    </form>
  )
}
