import { Images } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { RecordingDetail } from '#server/live/index.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatMoment, Moment } from '#app/ui/moment.tsx'
import { useLocale } from '#app/i18n/use-locale.ts'

type Props = { snapshots: RecordingDetail['snapshots']; earlier: string | null }

/** What a session looked like, picture by picture. */
export function Snapshots({ snapshots, earlier }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (snapshots.length === 0)
    return (
      <EmptyState icon={Images} title={t('recordings:noPictures')}>
        {t('recordings:noPicturesText')}
      </EmptyState>
    )
  return (
    <>
      <ol className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-4">
        {snapshots.map(({ address, at }) => (
          <li key={at}>
            <img
              src={address}
              alt={t('recordings:picture', { at: formatMoment(at, locale, 'clock') })}
              loading="lazy"
              className="bg-ink rounded-control aspect-video w-full object-contain"
            />
            <p className="text-ink-soft mt-1 text-sm">
              <Moment at={at} style="clock" />
            </p>
          </li>
        ))}
      </ol>
      {earlier && (
        <p className="mt-4">
          <LinkButton to={earlier} tone="plain">
            {t('recordings:earlier')}
          </LinkButton>
        </p>
      )}
    </>
  )
}
