import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/field.tsx'

/** To the line of a number, by a form that needs no script. */
export function JumpToNumber({ total }: { total: number }) {
  const { t } = useTranslation()
  const { state } = useNavigation()
  return (
    <Form method="get" className="flex max-w-md items-end gap-3">
      <div className="min-w-0 flex-1">
        <TextField
          id="from"
          name="from"
          type="number"
          inputMode="numeric"
          min={1}
          max={total}
          required
          label={t('live:log.jump', { total })}
        />
      </div>
      <Button type="submit" tone="plain" busy={state !== 'idle'}>
        {t('live:log.go')}
      </Button>
    </Form>
  )
}

type LogPagesProps = { first: number; last: number; total: number; next: number | null; size: number }

/** Which part of the log this is, and the ways to the parts before and after it. */
export function LogPages({ first, last, total, next, size }: LogPagesProps) {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('live:log.pages')} className="flex flex-wrap items-center justify-between gap-3 pt-4">
      {first > 1 ? (
        <LinkButton to={`?from=${Math.max(1, first - size)}`} tone="plain" rel="prev">
          {t('live:log.earlier')}
        </LinkButton>
      ) : (
        <span />
      )}
      <p className="text-ink-soft text-sm tabular-nums">{t('live:log.part', { first, last, total })}</p>
      {next === null ? (
        <span />
      ) : (
        <LinkButton to={`?from=${next}`} tone="plain" rel="next">
          {t('live:log.later')}
        </LinkButton>
      )}
    </nav>
  )
}
