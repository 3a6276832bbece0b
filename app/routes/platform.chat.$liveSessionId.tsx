import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { MessagesSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { noteRead } from '#app/doors/person-read.server.ts'
import { EvidenceRow } from '#app/features/chat/evidence-row.tsx'
import { BackLink } from '#app/ui/back-link.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { unlisted } from '#app/ui/titled.ts'

const PAGE = 'platform.chat.$liveSessionId'
const PAGE_LENGTH = 100

/** What people said and bought is read here, so who reads it is written down, for the village's collective. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const who = requireActor({ context, request }, PAGE)
  const { live, registry } = context.services
  const session = (await live.card(params.liveSessionId ?? '')) ?? notFound()
  const { id: organisationId } = await registry.collectiveOf(session.villageId)
  await noteRead(context, who, { organisationId, everybody: true, page: PAGE })
  const after = new URL(request.url).searchParams.get('after') ?? ''
  const [{ t }, evidence] = await Promise.all([
    translator(request),
    live.chatEvidence(session.liveSessionId, { after, limit: PAGE_LENGTH }),
  ])
  return { title: t('records:title'), session, evidence }
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function ChatEvidencePage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { session, evidence } = useLoaderData<typeof loader>()
  return (
    <>
      <BackLink to="/platform/chat" label={t('records:title')} />
      <h1 className="font-serif text-2xl font-bold sm:text-3xl">{say(session.title)}</h1>
      <p className="text-ink-soft mt-1 mb-5 max-w-2xl">
        {say(session.villageName)} · <Moment at={session.startsAt} />
        <br />
        {t('records:read')}
      </p>
      {evidence.lines.length === 0 ? (
        <EmptyState icon={MessagesSquare} title={t('records:quiet')}>
          {t('records:quietText')}
        </EmptyState>
      ) : (
        <Card padded={false}>
          <ol className="divide-line divide-y">
            {evidence.lines.map((line) => (
              <EvidenceRow key={line.id} line={line} />
            ))}
          </ol>
        </Card>
      )}
      {evidence.next && (
        <p className="mt-4">
          <LinkButton to={`?after=${encodeURIComponent(evidence.next)}`} tone="plain">
            {t('records:more')}
          </LinkButton>
        </p>
      )}
    </>
  )
}
