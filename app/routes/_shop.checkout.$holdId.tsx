import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formOf } from '#app/doors/form.server.ts'
import type { CheckoutAnswer } from '#shared/checkout.ts'
import { checkoutRequest } from '#shared/checkout.ts'
import { DeliveryForm } from '#app/features/checkout/delivery-form.tsx'
import { GoodsLine } from '#app/features/checkout/goods-line.tsx'
import { HoldEnded } from '#app/features/checkout/hold-ended.tsx'
import { HoldTimer } from '#app/features/checkout/hold-timer.tsx'
import { Sums } from '#app/features/checkout/sums.tsx'
import { ReceiptLink } from '#app/features/receipt/receipt-link.tsx'
import { PriceWaterfall } from '#app/features/catalog/price-waterfall.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Card } from '#app/ui/card.tsx'
import { parseForm } from '#app/ui/form.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'
import { isOfRehearsal } from '#shared/rehearsal-room.ts'

type Refusal = Extract<CheckoutAnswer, { ok: false }>['refusal']

const SERVICE_UNAVAILABLE = 503
const CONFLICT = 409

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { t } = await translator(request)
  const couponId = new URL(request.url).searchParams.get('coupon') ?? undefined
  const { holdForCheckout } = context.services.checkout
  const checkout = await holdForCheckout(context.buyerId, params.holdId ?? '', couponId)
  const isRehearsed = checkout !== null && isOfRehearsal(checkout.hold.holdId)
  const page = {
    ...{ checkout, isRehearsed, serverNow: context.now().toISOString(), title: t('checkout:title') },
  }
  return data(page, checkout ? 200 : 404)
}

/** Fixes the price and sends the browser to the payment page; typed again after a refusal nothing is lost. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const submission = parseForm(await formOf(request), checkoutRequest)
  if (submission.status !== 'success') return data({ lastResult: submission.reply(), refused: null }, 400)

  const { locale } = await translator(request)
  const answer = await context.services.checkout.placeOrder({
    buyerId: context.buyerId,
    holdId: params.holdId ?? '',
    request: submission.value,
    locale,
    origin: context.publicOrigin,
  })
  if (answer.ok) throw redirect(answer.value.redirectTo, 303)
  if (answer.refusal.kind === 'already_paid') throw redirect(`/orders/${answer.refusal.orderNumber}`, 303)
  const fieldErrors =
    answer.refusal.kind === 'fresh_return_not_accepted' ? { acceptFreshReturn: ['accept'] } : {}
  return data(
    { lastResult: submission.reply({ fieldErrors }), refused: answer.refusal },
    answer.refusal.kind === 'payment_unavailable' ? SERVICE_UNAVAILABLE : CONFLICT,
  )
}

export const meta: MetaFunction<typeof loader> = titled

export default function CheckoutPage() {
  const { t } = useTranslation()
  const { checkout, isRehearsed, serverNow } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (isRehearsed)
    return (
      <>
        <PageHeading title={t('checkout:title')} />
        <Refused refusal={{ kind: 'rehearsal' }} />
      </>
    )
  const isOpen = checkout && isPayable(checkout.hold, serverNow)
  if (!checkout || !isOpen) return <HoldEnded checkout={checkout} />

  const { hold, pendingOrderNumber } = checkout
  return (
    <>
      <PageHeading title={t('checkout:title')} />
      <div className="grid gap-5 lg:grid-cols-[1fr_24rem] lg:items-start">
        <div className="flex min-w-0 flex-col gap-5 lg:sticky lg:top-20 lg:order-last">
          <HoldTimer
            expiresAt={hold.expiresAt}
            serverNow={serverNow}
            label="checkout:keptUntil"
            payFirst={hold.payFirst ? (hold.state === 'held' ? 'held' : 'paying') : null}
          />
          <Card>
            <GoodsLine goods={checkout} quantity={hold.quantity} unitPriceFen={hold.unitPriceFen} />
            <Sums {...checkout} totalLabel={t('checkout:sum.total')} />
            <ReceiptLink holdId={hold.holdId} />
          </Card>
          <Card className="hidden lg:block">
            <PriceWaterfall waterfall={checkout.waterfall} />
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {answer?.refused && <Refused refusal={answer.refused} />}
          {pendingOrderNumber && !answer && <Notice announce="status">{t('checkout:cancelled')}</Notice>}
          <DeliveryForm checkout={checkout} lastResult={answer?.lastResult} />
          <form id="release" method="post" action={`/holds/${hold.holdId}/release`} />
          <Card className="lg:hidden">
            <PriceWaterfall waterfall={checkout.waterfall} />
          </Card>
        </div>
      </div>
    </>
  )
}

function isPayable({ state, expiresAt }: { state: string; expiresAt: string }, serverNow: string): boolean {
  return (state === 'held' || state === 'paying') && Date.parse(expiresAt) > Date.parse(serverNow)
}

function Refused({ refusal }: { refusal: Refusal }) {
  const { t } = useTranslation()
  return (
    <Notice tone="danger" announce="alert">
      {t(`errors:refusal.${refusal.kind}`)}
    </Notice>
  )
}
