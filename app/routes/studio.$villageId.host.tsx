import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { evidenceOf } from '#app/doors/evidence.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { HostFacts } from '#app/features/admission/dossier-facts.tsx'
import { HostForm } from '#app/features/admission/host-form.tsx'
import { OwnListing } from '#app/features/admission/own-listing.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { BackLink } from '#app/ui/back-link.tsx'
import { Card, Section } from '#app/ui/card.tsx'
import { parseForm } from '#app/ui/form.server.ts'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeading } from '#app/ui/page-heading.tsx'
import { Refused, useRefusalInAddress } from '#app/ui/refused.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { hostForm } from '#shared/admission.ts'
import { businessDay } from '#shared/calendar.ts'

const PAGE = 'studio.$villageId.host'
const READS = 20

export async function loader({ context, request, params }: LoaderFunctionArgs) {
  const villageId = params.villageId ?? ''
  const { actor } = requireActor({ context, request }, PAGE, { villageId })
  const { admission, personReads } = context.services
  const [{ t }, dossiers, listings, reads] = await Promise.all([
    translator(request),
    admission.hostDossiers(actor.userId),
    admission.listingsOf(actor.userId),
    personReads.ofUser(actor.userId, { limit: READS }),
  ])
  const today = businessDay(context.now())
  return { title: t('admission:host.title'), villageId, today, name: actor.name, dossiers, listings, reads }
}

export async function action({ context, request, params }: ActionFunctionArgs) {
  const villageId = params.villageId ?? ''
  const { actor } = requireActor({ context, request }, PAGE, { villageId })
  const form = await formOf(request, ['file'])
  const paper = await evidenceOf(form)
  form.delete('file')
  const asked = parseForm(form, hostForm)
  // Not given back: the number is typed anew rather than kept in a page.
  const lastResult = asked.reply({ hideFields: ['residentId'] })
  if (asked.status !== 'success') return data({ refused: null, lastResult }, 422)
  if (!actor.phone) return data({ refused: 'bad_request', lastResult }, 422)
  const { consent: _, ...said } = asked.value
  const submission = { ...said, userId: actor.userId, phone: actor.phone, consent: paper }
  const answer = await context.services.admission.submitHost(submission)
  if (!answer.ok) return data({ refused: answer.refusal.kind, lastResult }, 409)
  throw redirect(`/studio/${villageId}/host`, 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

/** 主播资料: who the host is; verified by the platform before anything goes on air. */
export default function HostPage() {
  const { t } = useTranslation()
  const { villageId, dossiers, listings, reads, today, name } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const refused = useRefusalInAddress() ?? answered?.refused
  const waits = dossiers.some(({ decision }) => !decision)
  return (
    <div className="mx-auto max-w-2xl">
      <BackLink to={`/studio/${villageId}`} label={t('admission:host.back')} />
      <PageHeading title={t('admission:host.title')} lead={t('admission:host.lead')} />
      {refused && <Refused kind={refused} />}
      {listings.map((listing) => (
        <OwnListing key={listing.listingId} listing={listing} villageId={villageId} />
      ))}
      {dossiers.length > 0 && (
        <ul className="mb-5 grid gap-3">
          {dossiers.map((dossier) => (
            <li key={dossier.dossierId}>
              <Card>
                <HostFacts dossier={dossier} />
              </Card>
            </li>
          ))}
        </ul>
      )}
      {waits ? (
        <Notice>{t('admission:host.waiting')}</Notice>
      ) : (
        <HostForm
          key={dossiers.length}
          {...{ today, lastResult: answered?.lastResult }}
          last={dossiers[0] ?? { name }}
          isFirst={dossiers.length === 0}
        />
      )}
      {reads.length > 0 && (
        <Section title={t('admission:host.reads')}>
          <ul className="divide-line text-ink-soft divide-y text-sm">
            {reads.map(({ readId, readerName, at }) => (
              <li key={readId} className="py-2">
                {t('admission:host.readBy', { name: readerName })} · <Moment at={at} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}
