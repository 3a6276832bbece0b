import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useRevalidator } from '@remix-run/react'
import { MessageSquareText } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { permit } from '#app/doors/authorise.server.ts'
import { MessageList } from '#app/features/identity/message-list.tsx'
import { NarrowPage } from '#app/features/identity/narrow-page.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { unlisted } from '#app/ui/titled.ts'

const REFRESH_MS = 3000

export async function loader({ context, request }: LoaderFunctionArgs) {
  permit({ context, request }, 'demo.messages')
  const { t } = await translator(request)
  return { title: t('identity:messages.title'), messages: await context.services.identity.demoOutbox() }
}

export const meta: MetaFunction<typeof loader> = unlisted

function useRefresh() {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && revalidate(), REFRESH_MS)
    return () => clearInterval(timer)
  }, [revalidate])
}

/** Messages that a provider would have sent: the demo has none. */
export default function DemoMessagesPage() {
  const { t } = useTranslation()
  const { messages } = useLoaderData<typeof loader>()
  useRefresh()
  return (
    <NarrowPage title={t('identity:messages.title')}>
      <Notice tone="warning">{t('identity:messages.banner')}</Notice>
      {messages.length > 0 ? (
        <MessageList messages={messages} />
      ) : (
        <EmptyState icon={MessageSquareText} title={t('identity:messages.empty')}>
          {t('identity:messages.emptyLead')}
        </EmptyState>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <LinkButton to="/sign-in" tone="plain">
          {t('identity:messages.signIn')}
        </LinkButton>
        <p className="text-ink-faint text-sm">{t('identity:messages.fresh')}</p>
        <noscript>
          <a href="/demo/messages" className="text-tea-700 underline">
            {t('identity:messages.refresh')}
          </a>
        </noscript>
      </div>
    </NarrowPage>
  )
}
