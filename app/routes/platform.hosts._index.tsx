import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { IdCard } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { requireActor } from '#app/doors/authorise.server.ts'
import { noteHostsRead } from '#app/doors/person-read.server.ts'
import {
  AppealDecision,
  HostDecision,
  ListForm,
  OperatorDecision,
} from '#app/features/admission/decide-forms.tsx'
import { HostFacts, OperatorFacts } from '#app/features/admission/dossier-facts.tsx'
import { ListingFacts } from '#app/features/admission/listing-facts.tsx'
import { PayoutsNav } from '#app/features/payouts/payouts-nav.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Card, Section } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Refused, useRefusalInAddress } from '#app/ui/refused.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { addDays, businessDay } from '#shared/calendar.ts'

const PAGE = 'platform.hosts._index'
const SHOWN = 50

export async function loader({ context, request }: LoaderFunctionArgs) {
  const who = requireActor({ context, request }, PAGE)
  const [{ t }, desk] = await Promise.all([translator(request), context.services.admission.desk(SHOWN)])
  const read = [...desk.hostsWaiting, ...desk.hostsDecided, ...desk.listings].map(({ userId }) => userId)
  await noteHostsRead(context, who, { page: PAGE, userIds: read })
  return { title: t('admission:desk.title'), tomorrow: addDays(businessDay(context.now()), 1), ...desk }
}

export const meta: MetaFunction<typeof loader> = unlisted

/** 主播与运营者: who may go on air, decided by somebody else than who asks. */
export default function PlatformHostsPage() {
  const { t } = useTranslation()
  const { title, tomorrow, ...desk } = useLoaderData<typeof loader>()
  const refused = useRefusalInAddress()
  const nothingWaits = desk.hostsWaiting.length + desk.operatorsWaiting.length === 0
  return (
    <>
      <PayoutsNav />
      <h2 className="font-serif text-xl font-bold">{title}</h2>
      <p className="text-ink-soft mt-1 mb-5 max-w-2xl">{t('admission:desk.lead')}</p>
      {refused && <Refused kind={refused} />}
      {nothingWaits && (
        <EmptyState icon={IdCard} title={t('admission:desk.none')}>
          {t('admission:desk.noneText')}
        </EmptyState>
      )}
      <Cards title={t('admission:desk.hosts')} all={desk.hostsWaiting}>
        {(dossier) => (
          <>
            <HostFacts dossier={dossier} />
            <HostDecision dossierId={dossier.dossierId} />
          </>
        )}
      </Cards>
      <Cards title={t('admission:desk.operators')} all={desk.operatorsWaiting}>
        {(dossier) => (
          <>
            <OperatorFacts dossier={dossier} />
            <OperatorDecision dossierId={dossier.dossierId} />
          </>
        )}
      </Cards>
      <Cards title={t('admission:desk.listings')} all={desk.listings}>
        {(listing) => (
          <>
            <ListingFacts listing={listing} />
            {listing.appeal && !listing.appeal.decision && <AppealDecision listing={listing} />}
          </>
        )}
      </Cards>
      <Cards title={t('admission:desk.hostsDecided')} all={desk.hostsDecided}>
        {(dossier) => (
          <>
            <HostFacts dossier={dossier} />
            {dossier.decision?.outcome === 'verified' && (
              <ListForm dossierId={dossier.dossierId} from={tomorrow} />
            )}
          </>
        )}
      </Cards>
      <Cards title={t('admission:desk.operatorsDecided')} all={desk.operatorsDecided}>
        {(dossier) => <OperatorFacts dossier={dossier} />}
      </Cards>
    </>
  )
}

type Kept = { dossierId: string } | { listingId: string }
type CardsProps<One extends Kept> = { title: string; all: readonly One[]; children(one: One): ReactNode }

function Cards<One extends Kept>({ title, all, children }: CardsProps<One>) {
  if (all.length === 0) return null
  return (
    <Section title={title}>
      <ul className="grid max-w-3xl gap-4">
        {all.map((one) => (
          <li key={'dossierId' in one ? one.dossierId : one.listingId}>
            <Card>{children(one)}</Card>
          </li>
        ))}
      </ul>
    </Section>
  )
}
