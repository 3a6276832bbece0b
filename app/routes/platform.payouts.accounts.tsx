import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { answerForm, badRequest } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { notePayeesRead } from '#app/doors/person-read.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { AccountForm } from '#app/features/payouts/account-form.tsx'
import { AccountLine } from '#app/features/payouts/account-line.tsx'
import { PayoutsNav } from '#app/features/payouts/payouts-nav.tsx'
import { Refused } from '#app/features/payouts/refused.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { unlisted } from '#app/ui/titled.ts'
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

export const meta: MetaFunction<typeof loader> = unlisted

export default function AccountsPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { parties } = useLoaderData<typeof loader>()
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
        <AccountForm parties={parties} />
      </div>
    </>
  )
}
