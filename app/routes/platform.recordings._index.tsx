import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Film } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { KeptLine } from '#app/features/recordings/kept-line.tsx'
import { PayoutsNav } from '#app/features/payouts/payouts-nav.tsx'
import { SessionRows } from '#app/features/live/session-rows.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { unlisted } from '#app/ui/titled.ts'

const LISTED = 100

export async function loader({ context, request }: LoaderFunctionArgs) {
  requireActor({ context, request }, 'platform.recordings._index')
  const [{ t }, recordings] = await Promise.all([
    translator(request),
    context.services.live.recordings(LISTED),
  ])
  return { title: t('recordings:title'), recordings }
}

export const meta: MetaFunction<typeof loader> = unlisted

/** What was broadcast, and how long it is kept. */
export default function RecordingsPage() {
  const { t } = useTranslation()
  const { title, recordings } = useLoaderData<typeof loader>()
  return (
    <>
      <PayoutsNav />
      <h2 className="font-serif text-xl font-bold">{title}</h2>
      <p className="text-ink-soft mt-1 mb-5 max-w-2xl">{t('recordings:lead')}</p>
      {recordings.length === 0 ? (
        <EmptyState icon={Film} title={t('recordings:none')}>
          {t('recordings:noneText')}
        </EmptyState>
      ) : (
        <SessionRows
          sessions={recordings}
          path="/platform/recordings"
          more={(recording) => <KeptLine recording={recording} />}
        />
      )}
    </>
  )
}
