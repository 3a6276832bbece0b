import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { MessagesSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { SessionRows } from '#app/features/live/session-rows.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { unlisted } from '#app/ui/titled.ts'

const LISTED = 50

export async function loader({ context, request }: LoaderFunctionArgs) {
  requireActor({ context, request }, 'platform.chat._index')
  const [{ t }, sessions] = await Promise.all([translator(request), context.services.live.begun(LISTED)])
  return { title: t('records:title'), sessions }
}

export const meta: MetaFunction<typeof loader> = unlisted

/** Sessions whose chat can be read. */
export default function ChatsPage() {
  const { t } = useTranslation()
  const { sessions } = useLoaderData<typeof loader>()
  return (
    <>
      <h1 className="font-serif text-2xl font-bold sm:text-3xl">{t('records:title')}</h1>
      <p className="text-ink-soft mt-1 mb-5 max-w-2xl">{t('records:lead')}</p>
      {sessions.length === 0 ? (
        <EmptyState icon={MessagesSquare} title={t('records:none')}>
          {t('records:noneText')}
        </EmptyState>
      ) : (
        <SessionRows sessions={sessions} path="/platform/chat" />
      )}
    </>
  )
}
