import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { openVillageReports } from '#app/features/live-report/open-report.server.ts'
import { PastList } from '#app/features/live-report/past-list.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { unlisted } from '#app/ui/titled.ts'

const SHOWN = 50

export async function loader(door: LoaderFunctionArgs) {
  const villageId = door.params.villageId ?? ''
  const { village, isHost } = await openVillageReports(door, 'studio.$villageId.sessions', villageId)
  const { t } = await translator(door.request)
  const sessions = await door.context.services.liveReports.pastOf(villageId, SHOWN)
  return { title: t('report:past.title'), village, isHost, sessions }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function PastSessionsPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { village, isHost, sessions } = useLoaderData<typeof loader>()
  return (
    <div className="mx-auto max-w-4xl">
      {isHost && (
        <Link
          to={`/studio/${village.id}`}
          className="text-tea-700 inline-flex min-h-12 items-center gap-2 underline-offset-4 hover:underline"
        >
          <ArrowLeft aria-hidden className="size-5" />
          {t('studio:form.back')}
        </Link>
      )}
      <h1 className="mb-4 font-serif text-2xl font-bold">
        {t('report:past.title')}{' '}
        <span className="text-ink-soft text-base font-normal">{say(village.name)}</span>
      </h1>
      <PastList sessions={sessions} />
    </div>
  )
}
