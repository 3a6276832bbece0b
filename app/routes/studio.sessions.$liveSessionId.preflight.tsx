import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { CheckList } from '#app/features/preflight/check-list.tsx'
import { useDeviceChecks } from '#app/features/preflight/use-device-checks.ts'
import { certificateVerdict, paymentVerdict, stockVerdict } from '#app/features/preflight/verdicts.ts'
import { RehearseButton } from '#app/features/rehearsal/rehearse-button.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { BackLink } from '#app/ui/back-link.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { unlisted } from '#app/ui/titled.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const { live, media, checkout } = context.services
  const session = await live.card(params.liveSessionId ?? '')
  requireActor({ context, request }, 'studio.sessions.$liveSessionId.preflight', {
    villageId: session?.villageId ?? null,
  })
  const { liveSessionId } = session ?? notFound()
  const [{ t, locale }, goods, takesPayments, hasStreamKey] = await Promise.all([
    translator(request),
    live.goodsStanding(liveSessionId),
    checkout.takesPayments(),
    live.hasStreamKey(liveSessionId),
  ])
  return {
    ...{ liveSessionId, title: t('preflight:title'), accepts: media.accepts(), hasStreamKey },
    shop: {
      stock: stockVerdict(goods, locale),
      certificates: certificateVerdict(goods, locale),
      payments: paymentVerdict(takesPayments),
    },
  }
}

export const meta: MetaFunction<typeof loader> = unlisted

/** Eight things that a host alone on a hillside wants to know before the first viewer comes. */
export default function PreflightPage() {
  const { t } = useTranslation()
  const { liveSessionId, title, accepts, hasStreamKey, shop } = useLoaderData<typeof loader>()
  const preview = useRef<HTMLVideoElement>(null)
  const { checked, isBegun, begin } = useDeviceChecks({ liveSessionId, accepts, hasStreamKey, preview })
  const { revalidate } = useRevalidator()
  const verdicts = { ...checked, ...shop }
  const all = Object.values(verdicts)
  const bad = all.filter(({ is }) => is === 'bad').length
  const good = all.filter(({ is }) => is === 'good' || is === 'weak').length
  return (
    <div className="mx-auto grid max-w-xl grid-cols-1 gap-4">
      <div>
        <BackLink to={`/studio/sessions/${liveSessionId}`} label={t('preflight:back')} />
        <h1 className="font-serif text-2xl font-bold">{title}</h1>
        <p className="text-ink-soft mt-1">{t('preflight:lead')}</p>
      </div>
      <video
        ref={preview}
        muted
        playsInline
        autoPlay
        aria-label={t('preflight:preview')}
        hidden={!isBegun || verdicts.camera?.why === 'soundAlone'}
        className="bg-ink rounded-card aspect-video w-full object-contain"
      />
      <Button
        size="large"
        tone={isBegun ? 'plain' : 'primary'}
        wide
        onClick={() => {
          begin()
          if (isBegun) revalidate()
        }}
      >
        {t(isBegun ? 'preflight:again' : 'preflight:begin')}
      </Button>
      <p role="status" className="font-medium">
        {isBegun && (bad > 0 ? t('preflight:bad', { count: bad }) : t('preflight:good', { count: good }))}
      </p>
      <Card padded={false} className="overflow-hidden">
        <CheckList verdicts={verdicts} isBegun={isBegun} />
      </Card>
      <RehearseButton liveSessionId={liveSessionId} />
      <noscript>
        <p className="text-ink-soft text-sm">{t('preflight:noScript')}</p>
      </noscript>
    </div>
  )
}
