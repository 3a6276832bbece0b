import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { answerForm, badRequest } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { notePayeesRead } from '#app/doors/person-read.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { AccountLine } from '#app/features/payouts/account-line.tsx'
import { PayoutsNav } from '#app/features/payouts/payouts-nav.tsx'
import { Refused } from '#app/features/payouts/refused.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { accountForm } from '#shared/payouts.ts'

const PAGE = '/platform/payouts/accounts'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const page = 'platform.payouts.accounts'
  const who = requireActor({ context, request }, page)
  const { payouts, registry } = context.services
  const { t } = await translator(request)
  const [payees, payer, platform] = await Promise.all([
    payouts.owedPayees(),
    payouts.payerAccount(),
    registry.platform(),
  ])
  await notePayeesRead(context, who, { page, partyIds: payees.map(({ partyId }) => partyId) })
  return {
    title: t('payouts:tabs.accounts'),
    parties: [
      { partyId: platform.partyId, name: platform.name, account: payer, stripeAccount: null },
      ...payees.map(({ partyId, name, account, stripeAccount }) => ({
        ...{ partyId, name, account, stripeAccount },
      })),
    ],
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'platform.payouts.accounts')
  const form = await formOf(request)
  const draft = accountForm.safeParse(Object.fromEntries(form))
  if (!draft.success) return answerForm(form, PAGE, badRequest())
  return answerForm(form, PAGE, await context.services.payouts.addAccount(draft.data, actor))
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title },
  { name: 'robots', content: 'noindex' },
]

export default function AccountsPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { parties } = useLoaderData<typeof loader>()
  const kinds = (['person', 'organisation'] as const).map((value) => ({
    value,
    label: t(`payouts:account.${value}`),
  }))
  const rails = (['bank', 'stripe'] as const).map((value) => ({
    value,
    label: t(`payouts:account.rails.${value}`),
  }))
  return (
    <>
      <PayoutsNav />
      <Refused />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card padded={false}>
          <h2 className="sr-only">{t('payouts:tabs.accounts')}</h2>
          <ul className="divide-line divide-y">
            {parties.map(({ partyId, name, account, stripeAccount }) => (
              <li key={partyId} className="px-4 py-3 sm:px-6">
                <p className="font-medium">{say(name)}</p>
                <p className="text-ink-soft text-sm">
                  <AccountLine account={account} />
                </p>
                {stripeAccount && (
                  <p className="text-ink-soft text-sm">
                    <AccountLine account={stripeAccount} />
                  </p>
                )}
                {account && (
                  <p className="text-ink-soft text-sm">
                    {t('payouts:account.addedBy', { name: account.addedByName })} ·{' '}
                    <Moment at={account.addedAt} />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </Card>
        <Card className="order-first lg:order-none">
          <h2 className="font-serif text-lg font-bold">{t('payouts:account.add')}</h2>
          <p className="text-ink-soft mt-1 text-sm">{t('payouts:account.lead')}</p>
          <Form method="post" className="mt-4 grid gap-3">
            <SelectField
              label={t('payouts:account.whose')}
              name="partyId"
              options={parties.map(({ partyId, name }) => ({ value: partyId, label: say(name) }))}
            />
            <SelectField label={t('payouts:account.rail')} name="rail" options={rails} />
            <SelectField label={t('payouts:account.kind')} name="holderKind" options={kinds} />
            <TextField label={t('payouts:account.holder')} name="holderName" required maxLength={60} />
            <TextField
              label={t('payouts:account.bank')}
              name="bankName"
              optional
              maxLength={60}
              hint={t('payouts:account.bankHint')}
            />
            <div className="grid gap-3 sm:grid-cols-2">
              <TextField label={t('payouts:account.province')} name="province" optional maxLength={20} />
              <TextField label={t('payouts:account.city')} name="city" optional maxLength={20} />
            </div>
            <TextField
              label={t('payouts:account.number')}
              name="number"
              autoComplete="off"
              required
              hint={t('payouts:account.numberHint')}
            />
            <Button type="submit">{t('payouts:account.save')}</Button>
          </Form>
        </Card>
      </div>
    </>
  )
}
