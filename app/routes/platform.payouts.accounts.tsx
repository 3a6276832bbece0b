import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { notePayeesRead } from '#app/doors/person-read.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { AccountForm, type AccountField } from '#app/features/payouts/account-form.tsx'
import { AccountLine } from '#app/features/payouts/account-line.tsx'
import { PayoutsNav } from '#app/features/payouts/payouts-nav.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { parseForm } from '#app/ui/form.server.ts'
import { Moment } from '#app/ui/moment.tsx'
import { unlisted } from '#app/ui/titled.ts'
import type { PayoutRefusal } from '#server/payouts/index.ts'
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
  const chosen = new URL(request.url).searchParams.get('party')
  const parties = [
    {
      ...{ partyId: platform.partyId, kind: 'platform' as const, name: platform.name },
      ...{ account: payer, stripeAccount: null },
    },
    ...payees.map(({ partyId, kind, name, account, stripeAccount }) => ({
      ...{ partyId, kind, name, account, stripeAccount },
    })),
  ]
  return {
    title: t('payouts:tabs.accounts'),
    parties,
    chosen: parties.find(({ partyId }) => partyId === chosen)?.partyId ?? platform.partyId,
  }
}

/** Beside which field a refusal is said. */
const FIELD: Partial<Record<PayoutRefusal['kind'], AccountField>> = {
  party_unknown: 'partyId',
  platform_by_bank: 'rail',
  personal_account: 'holderKind',
  holder_differs: 'holderName',
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'platform.payouts.accounts')
  const asked = parseForm(await formOf(request), accountForm)
  if (asked.status !== 'success') return data(asked.reply(), 422)
  const added = await context.services.payouts.addAccount(asked.value, actor)
  if (added.ok) throw redirect(PAGE, 303)
  const { kind } = added.refusal
  return data(asked.reply({ fieldErrors: { [FIELD[kind] ?? 'number']: [kind] } }), 409)
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function AccountsPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { parties, chosen } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const inForce = parties.map(({ account, stripeAccount }) => [account?.accountId, stripeAccount?.accountId])
  return (
    <>
      <PayoutsNav />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card padded={false}>
          <h2 className="sr-only">{t('payouts:tabs.accounts')}</h2>
          <ul className="divide-line divide-y">
            {parties.map(({ partyId, name, account, stripeAccount }) => (
              <li key={partyId} className="px-4 py-3 sm:px-6">
                <p className="flex items-start justify-between gap-3">
                  <span className="min-w-0 font-medium">{say(name)}</span>
                  <Link
                    to={`?party=${partyId}#account`}
                    aria-label={t(account ? 'payouts:account.changeOf' : 'payouts:account.addOf', {
                      name: say(name),
                    })}
                    className="text-tea-700 -my-2 flex min-h-12 shrink-0 items-center px-2 text-sm font-medium"
                  >
                    {t(account ? 'payouts:account.change' : 'payouts:account.register')}
                  </Link>
                </p>
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
        {/* Saved, or another party chosen: a form of its own, with nothing left in it of the one before. */}
        <AccountForm key={`${chosen} ${inForce.join()}`} {...{ parties, chosen, lastResult }} />
      </div>
    </>
  )
}
