import { useTranslation } from 'react-i18next'
import { Badge } from '#app/ui/badge.tsx'
import { Moment } from '#app/ui/moment.tsx'
import type { ListingView } from '#shared/admission.ts'

/** 黑名单: why, until when, what was said against it and what became of that. */
export function ListingFacts({ listing }: { listing: ListingView }) {
  const { t } = useTranslation()
  const { name, reason, at, until, byName, appeal } = listing
  const decision = appeal?.decision ?? null
  const state = decision?.outcome ?? (appeal ? 'appealed' : 'inForce')
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{name}</span>
        <Badge tone={state === 'lifted' ? 'plain' : state === 'appealed' ? 'honey' : 'flash'}>
          {t(`admission:listing.${state}`)}
        </Badge>
      </p>
      <p className="mt-2 wrap-anywhere">{reason}</p>
      <p className="text-ink-soft text-sm">
        {byName} · <Moment at={at} /> · {t('admission:listing.until')} <Moment at={until} style="date" />
      </p>
      {appeal && (
        <p className="border-honey-200 mt-3 border-l-3 pl-3 wrap-anywhere whitespace-pre-line">
          <span className="text-ink-soft block text-sm">
            {t('admission:listing.appeal')} · <Moment at={appeal.at} />
          </span>
          <bdi>{appeal.text}</bdi>
        </p>
      )}
      {decision && (
        <p className="border-tea-300 mt-3 border-l-3 pl-3 wrap-anywhere whitespace-pre-line">
          <span className="text-ink-soft block text-sm">
            {t('admission:decidedBy', { name: decision.byName })} · <Moment at={decision.at} />
          </span>
          {decision.reason}
        </p>
      )}
    </>
  )
}
