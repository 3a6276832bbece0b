import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { getFormProps } from '@conform-to/react'
import { useTranslation } from 'react-i18next'
import { formOf } from '#app/doors/form.server.ts'
import { OrderStateBadge } from '#app/features/checkout/order-card.tsx'
import { OrderSheet } from '#app/features/checkout/order-sheet.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextField } from '#app/ui/field.tsx'
import { parseForm } from '#app/ui/form.server.ts'
import { inputOf, useShopForm } from '#app/ui/form.ts'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { titled } from '#app/ui/titled.ts'
import { orderLookup } from '#shared/checkout.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { t } = await translator(request)
  const number = new URL(request.url).searchParams.get('number') ?? ''
  return { number, title: `${t('orders:find.title')} · ${t('common:shop.name')}` }
}

/** By number and phone together, posted: neither belongs in an address. */
export async function action({ request, context }: ActionFunctionArgs) {
  const submission = parseForm(await formOf(request), orderLookup)
  if (submission.status !== 'success')
    return data({ lastResult: submission.reply(), order: null, missing: false }, 400)
  const { number, phone } = submission.value
  const order = await context.services.checkout.order(number, { phone })
  return data({ lastResult: submission.reply(), order, missing: !order }, order ? 200 : 404)
}

export const meta: MetaFunction<typeof loader> = titled

export default function FindOrder() {
  const { t } = useTranslation()
  const { number } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const [form, fields] = useShopForm({
    id: 'find',
    lastResult: answer?.lastResult,
    defaultValue: { number },
  })
  if (answer?.order)
    return (
      <>
        <PageHeading title={t(`orders:heading.${answer.order.state}`)}>
          <p className="text-ink-soft mt-2 flex flex-wrap items-center gap-3 text-sm">
            <OrderStateBadge state={answer.order.state} />
            <span className="font-mono">{t('orders:number', { number: answer.order.number })}</span>
          </p>
        </PageHeading>
        <OrderSheet order={answer.order} />
      </>
    )
  return (
    <div className="mx-auto max-w-lg">
      <PageHeading title={t('orders:find.title')} lead={t('orders:find.lead')} />
      <Card>
        <form method="post" {...getFormProps(form)} className="grid gap-5">
          {answer?.missing && (
            <Notice tone="warning" announce="alert">
              {t('orders:find.notFound')}
            </Notice>
          )}
          <TextField
            {...inputOf(fields.number)}
            label={t('orders:find.number')}
            hint={t('orders:find.numberHint')}
            autoComplete="off"
            autoCapitalize="characters"
            required
          />
          <TextField
            {...inputOf(fields.phone, 'tel')}
            label={t('orders:find.phone')}
            autoComplete="tel"
            inputMode="tel"
            required
          />
          <Button type="submit" size="large" wide>
            {t('orders:find.submit')}
          </Button>
        </form>
      </Card>
    </div>
  )
}
