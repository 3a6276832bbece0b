import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { formatMoment } from '#app/ui/moment.tsx'
import type { Assistant } from '#shared/assistants.ts'

type Props = { liveSessionId: string; assistants: readonly Assistant[] }

/** Who helps now, each with the button that ends it. */
export function AssistantList({ liveSessionId, assistants }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <Card>
      <h2 className="font-serif text-xl font-bold">{t('studio:assistants.now')}</h2>
      {assistants.length === 0 && <p className="text-ink-soft mt-1">{t('studio:assistants.none')}</p>}
      <ul className="divide-line mt-2 divide-y empty:hidden">
        {assistants.map(({ userId, name, phoneEnd, roles, since }) => (
          <li key={userId} className="flex items-center gap-3 py-3">
            <div className="min-w-0 flex-1">
              <p className="font-medium">{name}</p>
              <p className="text-ink-soft text-sm">
                {roles.map((role) => t(`studio:assistants.${role}`)).join(' · ')}
              </p>
              <p className="text-ink-faint text-sm">
                {t('studio:assistants.phone', { end: phoneEnd })} · {formatMoment(since, locale, 'time')}
              </p>
            </div>
            <Form method="post" action={`/studio/sessions/${liveSessionId}/assistants/${userId}/remove`}>
              <Button
                type="submit"
                tone="plain"
                size="medium"
                aria-label={t('studio:assistants.removeThis', { name })}
              >
                {t('studio:assistants.remove')}
              </Button>
            </Form>
          </li>
        ))}
      </ul>
    </Card>
  )
}
