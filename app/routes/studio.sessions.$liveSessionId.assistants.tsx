import { getFormProps } from '@conform-to/react'
import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useFetcher, useLoaderData, type FetcherWithComponents } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { AssistantList } from '#app/features/assistants/assistant-list.tsx'
import { InvitationCard, type Made } from '#app/features/assistants/invitation-card.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { BackLink } from '#app/ui/back-link.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { CheckList } from '#app/ui/check-list.tsx'
import { TextField } from '#app/ui/field.tsx'
import { parseForm } from '#app/ui/form.server.ts'
import { inputOf, useShopForm } from '#app/ui/form.ts'
import { Notice } from '#app/ui/notice.tsx'
import { qrPath } from '#app/ui/qr-code.server.ts'
import { unlisted } from '#app/ui/titled.ts'
import { ASSISTANT_NAME_MAX, assistantRole, invitationForm } from '#shared/assistants.ts'
import { isOver } from '#shared/live.ts'

const PAGE = 'studio.sessions.$liveSessionId.assistants'
/** After the time that a session is to begin, or now if that was earlier: it lasts six hours at most. */
const HELPS_FOR_MS = 24 * 3_600_000

async function opened({ context, request, params }: LoaderFunctionArgs) {
  const session = await context.services.live.card(params.liveSessionId ?? '')
  const { actor } = requireActor({ context, request }, PAGE, { villageId: session?.villageId ?? null })
  return { actor, session: session ?? notFound() }
}

export async function loader(asked: LoaderFunctionArgs) {
  const { session } = await opened(asked)
  const [{ t }, assistants] = await Promise.all([
    translator(asked.request),
    asked.context.services.identity.assistantsOf(session.liveSessionId),
  ])
  return { title: t('studio:assistants.title'), session, assistants }
}

/** Makes an invitation and shows it this once: only the hash of its code is kept. */
export async function action(asked: ActionFunctionArgs) {
  const { actor, session } = await opened(asked)
  const { context, request } = asked
  const form = parseForm(await formOf(request), invitationForm)
  const lastResult = form.reply()
  if (form.status !== 'success') return data({ made: null, lastResult }, 422)
  // The page that comes back says that it is over.
  if (isOver(session.state)) return data({ made: null, lastResult }, 409)
  const now = context.now()
  const endsAt = new Date(Math.max(Date.parse(session.startsAt), now.getTime()) + HELPS_FOR_MS)
  const { liveSessionId } = session
  const invitation = { ...form.value, liveSessionId, byUserId: actor.userId, endsAt }
  const { code, expiresAt } = await context.services.identity.inviteAssistant(invitation)
  const address = `${context.publicOrigin}/assist/${code}`
  const shown = { name: form.value.name, address, code: qrPath(address) }
  const made: Made = { ...shown, madeAt: now.toISOString(), expiresAt }
  return data({ made, lastResult }, { headers: { 'Cache-Control': 'no-store' } })
}

type Answered = Awaited<ReturnType<typeof action>>['data']

export const meta: MetaFunction<typeof loader> = unlisted

export default function AssistantsPage() {
  const { t } = useTranslation()
  const { title, session, assistants } = useLoaderData<typeof loader>()
  // A fetcher keeps its answer while the page looks again for who has come; a form without scripts is answered once.
  const inviting = useFetcher<Answered>()
  const posted = useActionData<typeof action>()
  const answered = inviting.data ?? posted
  const made = answered?.made ?? null
  const [over, setOver] = useState<string | null>(null)
  const isTaken = assistants.some(({ name, since }) => made?.name === name && since >= made.madeAt)
  return (
    <div className="mx-auto grid max-w-xl gap-5">
      <div>
        <BackLink to={`/studio/sessions/${session.liveSessionId}`} label={t('studio:camera.back')} />
        <h1 className="font-serif text-2xl font-bold">{title}</h1>
        <p className="text-ink-soft mt-1">{t('studio:assistants.lead')}</p>
      </div>
      {made && over !== made.address && (
        <InvitationCard key={made.address} {...{ made, isTaken }} onOver={() => setOver(made.address)} />
      )}
      <AssistantList liveSessionId={session.liveSessionId} assistants={assistants} />
      {isOver(session.state) ? (
        <Notice>{t('studio:assistants.over')}</Notice>
      ) : (
        <InvitationForm key={`after ${made?.address}`} {...{ inviting, answered }} />
      )}
    </div>
  )
}

type FormProps = { inviting: FetcherWithComponents<Answered>; answered: Answered | undefined }

function InvitationForm({ inviting, answered }: FormProps) {
  const { t } = useTranslation()
  const lastResult = answered?.made ? undefined : answered?.lastResult
  const [form, fields] = useShopForm({ id: 'invitation', lastResult })
  return (
    <Card>
      <inviting.Form method="post" {...getFormProps(form)} className="grid gap-4">
        <TextField
          {...inputOf(fields.name)}
          label={t('studio:assistants.name')}
          hint={t('studio:assistants.nameHint')}
          maxLength={ASSISTANT_NAME_MAX}
        />
        <CheckList
          name="roles"
          legend={t('studio:assistants.roles')}
          items={assistantRole.options.map((value) => ({
            ...{ value, label: t(`studio:assistants.${value}`) },
            lead: t(`studio:assistants.${value}Lead`),
          }))}
          errors={fields.roles?.errors}
        />
        <p className="text-ink-soft text-sm">{t('studio:assistants.never')}</p>
        <Button type="submit" size="large" wide busy={inviting.state !== 'idle'}>
          {t('studio:assistants.invite')}
        </Button>
      </inviting.Form>
    </Card>
  )
}
