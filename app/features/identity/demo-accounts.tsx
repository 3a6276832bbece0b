import { Form, Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { DemoAccount } from '#server/identity/index.ts'

/** Only the demo shows these: a phone number a role, one tap each. */
export function DemoAccounts({ accounts, next }: { accounts: readonly DemoAccount[]; next: string | null }) {
  const { t } = useTranslation()
  return (
    <section className="border-line grid gap-3 border-t pt-6" aria-labelledby="demo-accounts">
      <div className="grid gap-1">
        <h2 id="demo-accounts" className="text-lg font-semibold">
          {t('identity:demo.accounts')}
        </h2>
        <p className="text-ink-soft text-sm">{t('identity:demo.accountsLead')}</p>
      </div>
      <ul className="border-line bg-surface divide-line rounded-card divide-y overflow-hidden border">
        {accounts.map(({ phone, role, name, villageId, organisationId }) => (
          <li key={`${phone}${role}${villageId}${organisationId}`}>
            <Form method="post" action="/sign-in">
              <input type="hidden" name="phone" value={phone} />
              {next && <input type="hidden" name="next" value={next} />}
              <button className="hover:bg-tea-50 flex min-h-14 w-full items-center justify-between gap-3 px-4 py-2 text-left">
                <span className="grid">
                  <span className="font-medium">{t(`identity:roles.${role}`)}</span>
                  <span className="text-ink-soft text-sm">{name}</span>
                </span>
                <span className="text-ink-soft text-sm tabular-nums">{phone}</span>
              </button>
            </Form>
          </li>
        ))}
      </ul>
      <Link
        to="/demo/messages"
        className="text-tea-700 inline-flex min-h-12 items-center text-sm underline-offset-4 hover:underline"
      >
        {t('identity:demo.outbox')}
      </Link>
    </section>
  )
}
