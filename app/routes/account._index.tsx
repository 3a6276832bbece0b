import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import {
  BellRing,
  BookOpenText,
  Clapperboard,
  HandCoins,
  Landmark,
  LogOut,
  ReceiptText,
  Scale,
  ShieldCheck,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { LoginSessionList } from '#app/features/identity/login-session-list.tsx'
import { NarrowPage } from '#app/features/identity/narrow-page.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'account._index')
  const { t } = await translator(request)
  return {
    title: t('identity:account.title'),
    actor,
    sessions: await context.services.identity.loginSessions(request.headers),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function AccountPage() {
  const { t } = useTranslation()
  const { actor, sessions } = useLoaderData<typeof loader>()
  const roles = new Set(actor.memberships.map(({ role }) => role))
  const names =
    roles.size > 0 ? [...roles].map((role) => t(`identity:roles.${role}`)) : [t('identity:account.consumer')]
  return (
    <NarrowPage title={actor.name} lead={[...names, actor.phone].filter(Boolean).join(' · ')}>
      <nav className="grid gap-3" aria-label={t('identity:account.title')}>
        {(roles.has('secretary') || roles.has('sale_assistant') || roles.has('chat_assistant')) && (
          <LinkButton to="/studio" size="large" wide>
            <Clapperboard aria-hidden className="size-5" />
            {t('identity:account.studio')}
          </LinkButton>
        )}
        {(roles.has('cooperative') || roles.has('collective') || roles.has('auditor')) && (
          <LinkButton to="/coop" size="large" wide>
            <BookOpenText aria-hidden className="size-5" />
            {t('identity:account.coop')}
          </LinkButton>
        )}
        {roles.has('member') && (
          <LinkButton to="/member" size="large" wide>
            <HandCoins aria-hidden className="size-5" />
            {t('identity:account.member')}
          </LinkButton>
        )}
        {roles.has('operator') && (
          <>
            <LinkButton to="/platform/payouts" size="large" wide>
              <Landmark aria-hidden className="size-5" />
              {t('identity:account.payouts')}
            </LinkButton>
            <LinkButton to="/account/second-factor" size="large" tone="plain" wide>
              <ShieldCheck aria-hidden className="size-5" />
              {t('identity:account.factor')}
            </LinkButton>
          </>
        )}
        {(roles.has('operator') || roles.has('auditor')) && (
          <LinkButton to="/platform/clearing" size="large" tone="plain" wide>
            <Scale aria-hidden className="size-5" />
            {t('clearing:title')}
          </LinkButton>
        )}
        <LinkButton to="/orders" size="large" tone="plain" wide>
          <ReceiptText aria-hidden className="size-5" />
          {t('identity:account.orders')}
        </LinkButton>
        <LinkButton to="/follows" size="large" tone="plain" wide>
          <BellRing aria-hidden className="size-5" />
          {t('follows:title')}
        </LinkButton>
      </nav>
      <LoginSessionList sessions={sessions} />
      <Form method="post" action="/account/sign-out">
        <Button type="submit" tone="quiet" size="large" wide>
          <LogOut aria-hidden className="size-5" />
          {t('identity:account.signOut')}
        </Button>
      </Form>
    </NarrowPage>
  )
}
