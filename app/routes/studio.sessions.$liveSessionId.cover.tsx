import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { GoodsPicture } from '#app/features/catalog/goods-picture.tsx'
import { CoverForm } from '#app/features/covers/cover-form.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { BackLink } from '#app/ui/back-link.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { RefusedNotice } from '#app/ui/refused.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { isOver } from '#shared/live.ts'

const PAGE = 'studio.sessions.$liveSessionId.cover'

async function opened({ context, request, params }: LoaderFunctionArgs) {
  const { live, registry } = context.services
  const session = await live.card(params.liveSessionId ?? '')
  const { actor } = requireActor({ context, request }, PAGE, { villageId: session?.villageId ?? null })
  if (!session) return notFound()
  const village = (await registry.villageById(session.villageId)) ?? notFound()
  return { actor, session, village }
}

export async function loader(asked: LoaderFunctionArgs) {
  const [{ t }, { session, village }] = await Promise.all([translator(asked.request), opened(asked)])
  return {
    title: t('studio:cover.title'),
    ...{ session, isOwn: session.picture !== village.picture },
    removed: await asked.context.services.covers.removedFrom(session.liveSessionId),
  }
}

/** A photograph, or nothing for the village's picture again. */
export async function action(asked: ActionFunctionArgs) {
  const { actor, session, village } = await opened(asked)
  const { covers, live } = asked.context.services
  const { liveSessionId } = session
  const file = (await formOf(asked.request, ['file'])).get('file')
  const answer =
    file instanceof File
      ? await covers.put(liveSessionId, new Uint8Array(await file.arrayBuffer()), actor.userId)
      : await live.setPicture(liveSessionId, village.picture)
  if (!answer.ok) return data({ refusal: answer.refusal }, 409)
  throw redirect(`/studio/sessions/${liveSessionId}/cover?saved`, 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

/** 封面: the picture of a session before there is one of its own. */
export default function CoverPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { session, isOwn, removed } = useLoaderData<typeof loader>()
  const refusal = useActionData<typeof action>()?.refusal
  const isSaved = useSearchParams()[0].has('saved') && !refusal
  const { liveSessionId, picture, state } = session
  return (
    <div className="mx-auto max-w-xl">
      <BackLink to={`/studio/sessions/${liveSessionId}`} label={say(session.title)} />
      <PageHeading title={t('studio:cover.title')} lead={t('studio:cover.lead')} />
      {refusal && <RefusedNotice>{t(`errors:refusal.${refusal.kind}`, { ...refusal })}</RefusedNotice>}
      {isSaved && (
        <Notice tone="success" announce="status" className="mb-5">
          {t('studio:cover.saved')}
        </Notice>
      )}
      {removed && !isOwn && !refusal && (
        <Notice tone="warning" className="mb-5">
          {t('covers:takenDown', removed)}
        </Notice>
      )}
      <Card>
        <GoodsPicture
          name={picture}
          alt={t('studio:cover.shown')}
          sizes="(min-width: 640px) 36rem, 100vw"
          first
          className="rounded-control aspect-[16/9] w-full"
        />
        {isOver(state) ? (
          <p className="text-ink-soft mt-4">{t('studio:cover.over')}</p>
        ) : (
          <div className="mt-4 grid gap-3">
            <CoverForm key={picture} liveSessionId={liveSessionId} />
            {isOwn && (
              <Form method="post">
                <Button type="submit" tone="quiet" wide>
                  {t('studio:cover.reset')}
                </Button>
              </Form>
            )}
          </div>
        )}
      </Card>
    </div>
  )
}
