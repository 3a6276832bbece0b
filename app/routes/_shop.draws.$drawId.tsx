import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { newClaimKey } from '#app/features/flash-sale/claim-key.ts'
import { DrawState } from '#app/features/lucky-draw/draw-state.tsx'
import { EntryList } from '#app/features/lucky-draw/entry-list.tsx'
import { LuckyDrawProof } from '#app/features/lucky-draw/lucky-draw-proof.tsx'
import { OwnPrize } from '#app/features/lucky-draw/own-prize.tsx'
import { PrizeFacts } from '#app/features/lucky-draw/prize-facts.tsx'
import { askedPage } from '#app/features/sale-log/asked-page.server.ts'
import { LogPages } from '#app/features/sale-log/log-pages.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { BackLink } from '#app/ui/back-link.tsx'
import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { parseForm } from '#app/ui/form.server.ts'
import { titled } from '#app/ui/titled.ts'
import { ADDRESS_DAYS, ENTRIES_PAGE } from '#shared/lucky-draw.ts'
import { prizeAddressForm } from '#shared/lucky-draw-forms.ts'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { luckyDraws, guard } = context.services
  const drawId = params.drawId ?? ''
  const page = askedPage(request, ENTRIES_PAGE)
  const [{ t }, draw, own, list] = await Promise.all([
    translator(request),
    luckyDraws.draw(drawId),
    luckyDraws.ownPlace(context.buyerId, drawId),
    luckyDraws.entries(drawId, page),
  ])
  if (!draw || !list) return notFound()
  return {
    ...{ draw, own, list, from: page.from, size: ENTRIES_PAGE },
    refused: new URL(request.url).searchParams.get('refused'),
    claimKey: newClaimKey(),
    token: guard.roomToken(context.buyerId),
    serverNow: context.now().toISOString(),
    title: t('draws:titleOf', { prize: draw.prize }),
  }
}

/** Where the prize goes. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const drawId = params.drawId ?? ''
  const submission = parseForm(await formOf(request), prizeAddressForm)
  if (submission.status !== 'success') return data({ lastResult: submission.reply(), refused: null }, 400)
  const left = await context.services.luckyDraws.leaveAddress(context.buyerId, drawId, submission.value)
  if (!left.ok) return data({ lastResult: submission.reply(), refused: left.refusal.kind }, 409)
  throw redirect(`/draws/${drawId}#prize`, 303)
}

export const meta: MetaFunction<typeof loader> = titled

/** 抽奖, to everybody: what was promised, who takes part, what came of it, and how to make it again. */
export default function LuckyDrawPage() {
  const { t } = useTranslation()
  const page = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const { draw, own, list, serverNow } = page
  return (
    <div className="mx-auto flex max-w-3xl flex-col gap-5">
      <BackLink to={`/live/${draw.liveSessionId}`} label={t('draws:back')} />
      <Card className="grid gap-4">
        <p>
          <Badge tone={draw.drawnAt ? 'plain' : 'honey'}>{t('draws:title')}</Badge>
        </p>
        <PrizeFacts draw={draw} as="h1" />
        <DrawState {...{ draw, own, serverNow }} {...page} />
      </Card>
      {own?.prize && (
        <OwnPrize
          prize={own.prize}
          serverNow={serverNow}
          lastResult={answered?.lastResult}
          refused={answered?.refused ?? null}
        />
      )}
      <Card>
        <h2 className="font-serif text-lg font-bold">{t('draws:rules.title')}</h2>
        <ul className="mt-2 grid list-inside list-disc gap-1 text-sm">
          <li>{t('draws:rules.free')}</li>
          <li>{t('draws:rules.once')}</li>
          <li>{t('draws:rules.binds')}</li>
          <li>{t('draws:rules.few')}</li>
          <li>{t('draws:rules.giver', { giver: draw.giver })}</li>
          <li>{t('draws:rules.address', { days: ADDRESS_DAYS })}</li>
        </ul>
      </Card>
      <LuckyDrawProof draw={draw} />
      {list.entries.length > 0 && (
        <Card>
          <h2 className="font-serif text-lg font-bold">{t('draws:list.title')}</h2>
          <EntryList draw={draw} entries={list.entries} own={own?.number ?? null} />
          {draw.entries > page.size && (
            <LogPages
              first={page.from}
              last={list.entries.at(-1)!.number}
              total={draw.entries}
              next={list.next}
              size={page.size}
            />
          )}
        </Card>
      )}
    </div>
  )
}
