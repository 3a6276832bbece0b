import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { permit } from '#app/doors/authorise.server.ts'
import { NarrowPage } from '#app/features/identity/narrow-page.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { invitationCode } from '#shared/assistants.ts'
import { isOver } from '#shared/live.ts'

const PAGE = 'assist.$code'

/** An invitation that can be taken, with the session that it is for; null: none, or no more. */
async function invited({ context: { services }, params }: LoaderFunctionArgs) {
  const code = invitationCode.safeParse(params.code)
  const invitation = code.success ? await services.identity.invitation(code.data) : null
  const session = invitation && (await services.live.card(invitation.liveSessionId))
  return code.success && invitation && session && !isOver(session.state)
    ? { code: code.data, invitation, session }
    : null
}

export async function loader(asked: LoaderFunctionArgs) {
  permit(asked, PAGE)
  const [{ t }, found] = await Promise.all([translator(asked.request), invited(asked)])
  const isSignedIn = asked.context.actor !== null
  const title = found
    ? t('studio:assistants.asked', { by: found.invitation.invitedBy })
    : t('studio:assistants.gone')
  return data({ title, found, isSignedIn }, { status: found ? 200 : 410 })
}

export async function action(asked: ActionFunctionArgs) {
  permit(asked, PAGE)
  const { actor, services } = asked.context
  const found = await invited(asked)
  if (!found) return data({ refused: 'invitation_over' as const }, 410)
  if (!actor) throw redirect(`/sign-in?${new URLSearchParams({ next: `/assist/${found.code}` })}`, 303)
  const taken = await services.identity.takeInvitation(found.code, actor.userId)
  if (!taken.ok) return data({ refused: taken.refusal.kind }, 409)
  throw redirect(`/studio/sessions/${taken.value.liveSessionId}`, 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

/** Somebody has scanned an invitation: who asks, for what, and one button. */
export default function AssistPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { title, found, isSignedIn } = useLoaderData<typeof loader>()
  const { refused = null } = useActionData<typeof action>() ?? {}
  const { state } = useNavigation()
  if (!found)
    return (
      <NarrowPage title={title} lead={t('studio:assistants.goneLead')}>
        {null}
      </NarrowPage>
    )
  const { code, invitation, session } = found
  return (
    <NarrowPage title={title} lead={t('studio:assistants.askedLead', { title: say(session.title) })}>
      {refused === 'own_invitation' && (
        <Notice tone="warning" announce="alert">
          {t('studio:assistants.own')}
        </Notice>
      )}
      <ul className="grid gap-3">
        {invitation.roles.map((role) => (
          <li key={role} className="border-tea-600 border-l-2 pl-3">
            <p className="font-medium">{t(`studio:assistants.${role}`)}</p>
            <p className="text-ink-soft text-sm">{t(`studio:assistants.${role}Lead`)}</p>
          </li>
        ))}
      </ul>
      <p className="text-ink-soft text-sm">{t('studio:assistants.until')}</p>
      {isSignedIn ? (
        <Form method="post">
          <Button type="submit" size="large" wide busy={state !== 'idle'}>
            {t('studio:assistants.take')}
          </Button>
        </Form>
      ) : (
        <LinkButton to={`/sign-in?${new URLSearchParams({ next: `/assist/${code}` })}`} size="large" wide>
          {t('studio:assistants.signIn')}
        </LinkButton>
      )}
    </NarrowPage>
  )
}
