import { Form, Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import type { ShownAccount } from './demo-accounts.server.ts'

type Props = { accounts: readonly ShownAccount[]; next: string | null }

/** Only the demo shows these: a phone number a role, one tap each; further secretaries are folded away. */
export function DemoAccounts({ accounts, next }: Props) {
  const { t } = useTranslation()
  const leading = accounts.filter(({ role }, at) => accounts.findIndex((one) => one.role === role) === at)
  const rest = accounts.filter((account) => !leading.includes(account))
  return (
    <section className="border-line grid gap-3 border-t pt-6" aria-labelledby="demo-accounts">
      <div className="grid gap-1">
        <h2 id="demo-accounts" className="text-lg font-semibold">
          {t('identity:demo.accounts')}
        </h2>
        <p className="text-ink-soft text-sm">{t('identity:demo.accountsLead')}</p>
      </div>
      <AccountList accounts={leading} next={next} />
      {rest.length > 0 && (
        <details>
          <summary className="text-tea-700 flex min-h-12 items-center text-sm font-medium">
            {t('identity:demo.more', { count: rest.length })}
          </summary>
          <AccountList accounts={rest} next={next} />
        </details>
      )}
      <Link
        to="/demo/messages"
        className="text-tea-700 inline-flex min-h-12 items-center text-sm underline-offset-4 hover:underline"
      >
        {t('identity:demo.outbox')}
      </Link>
    </section>
  )
}

function AccountList({ accounts, next }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <ul className="border-line bg-surface divide-line rounded-card divide-y overflow-hidden border">
      {accounts.map(({ phone, role, name, place, villageId, organisationId }) => (
        <li key={`${phone}${role}${villageId}${organisationId}`}>
          <Form method="post" action="/sign-in">
            <input type="hidden" name="phone" value={phone} />
            {next && <input type="hidden" name="next" value={next} />}
            <button className="hover:bg-tea-50 flex min-h-14 w-full items-center justify-between gap-3 px-4 py-2 text-left">
              <span className="grid">
                <span className="font-medium">{t(`identity:roles.${role}`)}</span>
                <span className="text-ink-soft text-sm">{place ? `${name} · ${say(place)}` : name}</span>
              </span>
              <span className="text-ink-soft text-sm tabular-nums">{phone}</span>
            </button>
          </Form>
        </li>
      ))}
    </ul>
  )
}
