import { Form } from '@remix-run/react'
import { MonitorSmartphone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LoginSessionView } from '#server/identity/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import { OTHER_LOGIN_SESSIONS } from '#shared/sign-in.ts'
import { deviceOf } from './device.ts'

function useDeviceName(userAgent: string | null): string {
  const { t } = useTranslation()
  const device = deviceOf(userAgent)
  return device ? t('identity:account.device', device) : t('identity:account.unknownDevice')
}

function LoginSessionRow({ session }: { session: LoginSessionView }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const name = useDeviceName(session.userAgent)
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-4">
      <MonitorSmartphone aria-hidden className="text-tea-600 size-6 shrink-0" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {name}
          {session.current && <Badge tone="tea">{t('identity:account.current')}</Badge>}
        </p>
        <p className="text-ink-soft text-sm">
          {t('identity:account.since', { at: formatMoment(session.createdAt, locale) })}
          <br />
          {t('identity:account.lastUsed', { at: formatMoment(session.lastUsedAt, locale) })}
        </p>
      </div>
      {!session.current && (
        <Form method="post" action="/account/revoke">
          <input type="hidden" name="loginSession" value={session.id} />
          <Button type="submit" tone="plain" aria-label={t('identity:account.endThis', { device: name })}>
            {t('identity:account.end')}
          </Button>
        </Form>
      )}
    </li>
  )
}

/** Where one is signed in; each line can be ended. */
export function LoginSessionList({ sessions }: { sessions: readonly LoginSessionView[] }) {
  const { t } = useTranslation()
  return (
    <Card>
      <h2 className="font-serif text-xl font-bold">{t('identity:account.where')}</h2>
      <p className="text-ink-soft text-sm">{t('identity:account.whereLead')}</p>
      <ul className="divide-line mt-2 divide-y">
        {sessions.map((session) => (
          <LoginSessionRow key={session.id} session={session} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <Form method="post" action="/account/revoke" className="border-line border-t pt-4">
          <input type="hidden" name="loginSession" value={OTHER_LOGIN_SESSIONS} />
          <Button type="submit" tone="danger" wide>
            {t('identity:account.endOthers')}
          </Button>
        </Form>
      )}
    </Card>
  )
}
