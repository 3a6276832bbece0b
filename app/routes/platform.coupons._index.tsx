import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { GrantForm } from '#app/features/coupons/grant-form.tsx'
import { GrantedList } from '#app/features/coupons/granted-list.tsx'
import { PayoutsNav } from '#app/features/payouts/payouts-nav.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { parseForm } from '#app/ui/form.server.ts'
import { RefusedNotice, useRefusalInAddress } from '#app/ui/refused.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { formatMoney } from '#app/ui/money.tsx'
import { useLocale } from '#app/i18n/use-locale.ts'
import { offerForm } from '#shared/coupon-forms.ts'
import type { OfferRefusal } from '#shared/coupons.ts'

const PAGE = 'platform.coupons._index'
const SHOWN = 100

export async function loader({ context, request }: LoaderFunctionArgs) {
  requireActor({ context, request }, PAGE)
  const { coupons, registry } = context.services
  const [{ t }, offers, villages] = await Promise.all([
    translator(request),
    coupons.granted(SHOWN),
    registry.villages(),
  ])
  return {
    title: t('coupons:platform.title'),
    offers,
    villages: villages.map(({ id, name }) => ({ id, name })),
  }
}

/** Grants an offer. */
export async function action({ context, request }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, PAGE)
  const asked = parseForm(await formOf(request), offerForm)
  if (asked.status !== 'success') return data({ lastResult: asked.reply(), refused: null }, 422)
  const answer = await context.services.coupons.grant(asked.value, actor)
  if (!answer.ok) return data({ lastResult: asked.reply(), refused: answer.refusal }, 409)
  throw redirect('/platform/coupons', 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

/** 优惠券和红包: what the platform pays for, and what came of it. */
export default function PlatformCouponsPage() {
  const { t } = useTranslation()
  const { title, offers, villages } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const inAddress = useRefusalInAddress()
  const refused = answered?.refused ?? null
  return (
    <>
      <PayoutsNav />
      <h2 className="font-serif text-xl font-bold">{title}</h2>
      <p className="text-ink-soft mt-1 mb-5 max-w-2xl">{t('coupons:platform.lead')}</p>
      {(refused ?? inAddress) && <Why refusal={refused ?? { kind: inAddress! }} />}
      <div className="grid items-start gap-5 lg:grid-cols-[24rem_1fr]">
        <GrantForm villages={villages} lastResult={answered?.lastResult} />
        <GrantedList offers={offers} villages={villages} />
      </div>
    </>
  )
}

function Why({ refusal }: { refusal: OfferRefusal | { kind: string } }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const least = 'leastSpendFen' in refusal ? formatMoney(refusal.leastSpendFen, locale) : ''
  const most = 'mostFen' in refusal ? formatMoney(refusal.mostFen, locale) : ''
  return (
    <RefusedNotice>
      {t(`coupons:platform.refused.${refusal.kind}`, {
        ...{ least, most },
        defaultValue: t('errors:refusal.bad_request'),
      })}
    </RefusedNotice>
  )
}
