import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from './button.tsx'

const known = new Set([400, 403, 404, 429])

/** What went wrong, in words, with a way on. */
export function ErrorPage() {
  const { t } = useTranslation()
  const error = useRouteError()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const kind = known.has(status) ? status : 500
  return (
    <div className="mx-auto flex max-w-lg flex-col items-center gap-5 px-6 py-20 text-center">
      <p className="text-tea-600 font-serif text-6xl font-bold tabular-nums">{status}</p>
      <h1 className="font-serif text-2xl font-bold">{t(`errors:page.${kind}.title`)}</h1>
      <p className="text-ink-soft">{t(`errors:page.${kind}.text`)}</p>
      <div className="flex flex-wrap justify-center gap-3">
        <LinkButton to="/" reloadDocument>
          {t('errors:page.home')}
        </LinkButton>
        <LinkButton to="/live" tone="plain" reloadDocument>
          {t('errors:page.live')}
        </LinkButton>
      </div>
    </div>
  )
}
