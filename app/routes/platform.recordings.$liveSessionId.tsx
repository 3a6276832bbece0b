import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { notFound } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { KeptLine } from '#app/features/recordings/kept-line.tsx'
import { Snapshots } from '#app/features/recordings/snapshots.tsx'
import { BackLink } from '#app/ui/back-link.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { REASON } from '#shared/reason.ts'
import { recordingHoldForm } from '#shared/recordings.ts'

const PAGE = 'platform.recordings.$liveSessionId'
const SNAPSHOTS = 60

/** Whoever moderates looks through it while it is live. It was shown to everybody, so who looks isn't written down. */
export async function loader({ context, request, params }: LoaderFunctionArgs) {
  requireActor({ context, request }, PAGE)
  const recording = (await context.services.live.recording(params.liveSessionId ?? '')) ?? notFound()
  const from = Math.max(0, Number.parseInt(new URL(request.url).searchParams.get('from') ?? '0', 10) || 0)
  const { t } = await translator(request)
  const { snapshots, ...rest } = recording
  return {
    title: t('recordings:title'),
    recording: rest,
    snapshots: snapshots.slice(from, from + SNAPSHOTS),
    earlier: snapshots.length > from + SNAPSHOTS ? `?from=${from + SNAPSHOTS}` : null,
  }
}

/** Holds it, or lets it go. */
export async function action({ context, request, params }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, PAGE)
  const liveSessionId = params.liveSessionId ?? ''
  const asked = recordingHoldForm.safeParse(Object.fromEntries(await formOf(request)))
  if (!asked.success) return data({ refused: 'bad_request' }, 422)
  const { hold: isOn, reason } = asked.data
  const answer = await context.services.live.setRecordingHold(liveSessionId, {
    isOn,
    reason,
    by: { userId: actor.userId, name: actor.name },
  })
  if (!answer.ok) return data({ refused: answer.refusal.kind }, 409)
  throw redirect(`/platform/recordings/${liveSessionId}`, 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function RecordingPage() {
  const { t } = useTranslation()
  const say = useBilingual()
  const { recording, snapshots, earlier } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  return (
    <>
      <BackLink to="/platform/recordings" label={t('recordings:title')} />
      <h1 className="font-serif text-2xl font-bold sm:text-3xl">{say(recording.title)}</h1>
      <p className="text-ink-soft mt-1">
        {say(recording.villageName)} · <Moment at={recording.startsAt} />
      </p>
      <KeptLine recording={recording} />
      <p className="mt-3 mb-5">
        <LinkButton to={`/platform/chat/${recording.liveSessionId}`} tone="plain" size="small">
          {t('recordings:chat')}
        </LinkButton>
      </p>
      {refused && (
        <Notice tone="danger" announce="alert" className="mb-5">
          {t(`recordings:refused.${refused}`)}
        </Notice>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <Card>
          <h2 className="font-serif text-lg font-bold">{t('recordings:pictures')}</h2>
          <p className="text-ink-soft mb-4 text-sm">{t('recordings:picturesLead')}</p>
          <Snapshots snapshots={snapshots} earlier={earlier} />
        </Card>
        <HoldCard recording={recording} />
      </div>
    </>
  )
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['recording']

function HoldCard({ recording: { kept, holds } }: { recording: Shown }) {
  const { t } = useTranslation()
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('recordings:hold')}</h2>
      <p className="text-ink-soft mt-1 text-sm">{t(kept ? 'recordings:holdLead' : 'recordings:atEnd')}</p>
      {kept && !kept.discardedAt && (
        <Form method="post" className="mt-4 grid gap-4">
          <TextField
            key={String(kept.isHeld)}
            label={t('recordings:reason')}
            hint={t('recordings:reasonHint')}
            name="reason"
            minLength={REASON.min}
            maxLength={REASON.max}
            required
          />
          <Button type="submit" name="hold" value={kept.isHeld ? 'off' : 'on'} tone="plain" wide>
            {t(kept.isHeld ? 'recordings:holdOff' : 'recordings:holdOn')}
          </Button>
        </Form>
      )}
      {holds.length > 0 && (
        <>
          <h3 className="mt-5 font-medium">{t('recordings:log')}</h3>
          <ol className="divide-line divide-y text-sm">
            {holds.map(({ isOn, reason, byName, at }) => (
              <li key={at + isOn} className="py-2">
                <p>
                  {t(isOn ? 'recordings:on' : 'recordings:off')} · {reason}
                </p>
                <p className="text-ink-soft">
                  {byName} · <Moment at={at} />
                </p>
              </li>
            ))}
          </ol>
        </>
      )}
    </Card>
  )
}
