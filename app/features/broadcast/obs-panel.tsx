import { useFetcher } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { RtmpOffer } from '#shared/ingest.ts'
import type { Result } from '#shared/result.ts'
import { Button } from '#app/ui/button.tsx'
import { Copyable } from '#app/ui/copyable.tsx'
import { Notice } from '#app/ui/notice.tsx'

export type RenewedKey = Result<{ streamKey: string }, { kind: string }>
type Props = { liveSessionId: string; offer: RtmpOffer; renewed: RenewedKey | undefined }

/** What to type into OBS. Its forms also work as pages: studio.sessions.$liveSessionId.obs, and the studio's own. */
export function ObsPanel({ liveSessionId, offer, renewed }: Props) {
  const { t } = useTranslation()
  const keys = useFetcher<RenewedKey>()
  const takeOver = useFetcher<Result<unknown, { kind: string }>>()
  const made = keys.data ?? renewed
  if (offer.server === null) return <Notice tone="warning">{t('studio:obs.off')}</Notice>
  return (
    <div className="grid gap-4">
      <p className="text-ink-soft text-sm">{t('studio:obs.lead')}</p>
      <Copyable label={t('studio:obs.server')} text={offer.server} />
      {made?.ok && (
        <div role="status">
          <Copyable label={t('studio:obs.key')} text={made.value.streamKey} />
          <p className="text-honey-900 mt-1.5 text-sm font-medium">{t('studio:obs.once')}</p>
        </div>
      )}
      {made && !made.ok && (
        <Notice tone="warning" announce="alert">
          {t('studio:obs.over')}
        </Notice>
      )}
      <keys.Form method="post" action={`/studio/sessions/${liveSessionId}/obs`}>
        <Button type="submit" tone="plain" wide busy={keys.state !== 'idle'}>
          {t(made?.ok ? 'studio:obs.renew' : 'studio:obs.make')}
        </Button>
        <p className="text-ink-soft mt-1.5 text-sm">{t('studio:obs.renewLead')}</p>
      </keys.Form>
      <takeOver.Form method="post" action={`/studio/sessions/${liveSessionId}/obs-take-over`}>
        <input type="hidden" name="answer" value="data" />
        <Button type="submit" tone="plain" wide busy={takeOver.state !== 'idle'}>
          {t('studio:obs.takeOver')}
        </Button>
        <p role="status" className="text-ink-soft mt-1.5 text-sm">
          {takeOver.data === undefined && t('studio:obs.takeOverLead')}
          {takeOver.data?.ok && t('studio:obs.mayTakeOver')}
          {takeOver.data?.ok === false && t('studio:refused.no_stream_key')}
        </p>
      </takeOver.Form>
    </div>
  )
}
