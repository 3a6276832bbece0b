import { redirect, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderView } from '#server/checkout/index.ts'
import { HoldTimer } from '#app/features/checkout/hold-timer.tsx'
import { OrderStateBadge } from '#app/features/checkout/order-card.tsx'
import { OrderSheet } from '#app/features/checkout/order-sheet.tsx'
import { ReceiptLink } from '#app/features/receipt/receipt-link.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { titled } from '#app/ui/titled.ts'

/** While a payment is being confirmed the page looks again this often. */
const LOOK_AGAIN_MS = 2000

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const number = params.number ?? ''
  const [{ t }, order] = await Promise.all([
    translator(request),
    context.services.checkout.order(number, { buyerId: context.buyerId }),
  ])
  // Someone else's order and no order look alike.
  if (!order) throw redirect(`/orders/find?${new URLSearchParams({ number })}`)
  const query = new URL(request.url).searchParams
  return {
    order,
    confirming: query.has('confirming') && order.state === 'awaiting_payment',
    refused: query.get('refused'),
    serverNow: context.now().toISOString(),
    title: t('orders:number', { number: order.number }),
  }
}

export const meta: MetaFunction<typeof loader> = titled

export default function Order() {
  const { t, i18n } = useTranslation()
  const { order, confirming, refused, serverNow } = useLoaderData<typeof loader>()
  useLookingAgain(confirming || order.state === 'refund_pending')
  return (
    <>
      <div className="mt-2 mb-6 flex flex-col gap-3 sm:mt-4">
        <p className="text-ink-soft flex flex-wrap items-center gap-3 text-sm">
          <OrderStateBadge state={order.state} />
          <span className="font-mono">{t('orders:number', { number: order.number })}</span>
        </p>
        <h1 className="font-serif text-2xl leading-tight font-bold sm:text-4xl">
          {t(`orders:heading.${order.state}`)}
        </h1>
        <p role="status" className="text-ink-soft max-w-2xl">
          {t(`orders:text.${confirming ? 'confirming' : order.state}`)}
        </p>
        {refused && i18n.exists(`errors:refusal.${refused}`) && (
          <Notice tone="danger" announce="alert">
            {t(`errors:refusal.${refused}`)}
          </Notice>
        )}
        {order.recalls.map((recall) => (
          <Notice key={recall.code} tone="danger" title={t('orders:recall.title', recall)}>
            <p>
              <Moment at={recall.at} style="dateTimeYear" /> · {t('orders:recall.reason', recall)}
            </p>
            <p>{t('orders:recall.text')}</p>
          </Notice>
        ))}
        {order.state === 'awaiting_payment' && !confirming && <PayNow {...{ order, serverNow }} />}
      </div>
      <OrderSheet order={order} />
      <ReceiptLink holdId={order.holdId} />
    </>
  )
}

function PayNow({ order, serverNow }: { order: OrderView; serverNow: string }) {
  const { t } = useTranslation()
  return (
    <form method="post" action={`/orders/${order.number}/pay`} className="flex flex-col gap-3 sm:max-w-md">
      {order.payBy && (
        <HoldTimer
          expiresAt={order.payBy}
          serverNow={serverNow}
          label="orders:payBy"
          payFirst={order.paysFirst ? 'paying' : null}
        />
      )}
      <Button type="submit" size="large">
        {t('orders:payNow')}
      </Button>
    </form>
  )
}

function useLookingAgain(waiting: boolean) {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!waiting) return
    const again = setInterval(revalidate, LOOK_AGAIN_MS)
    return () => clearInterval(again)
  }, [waiting, revalidate])
}
