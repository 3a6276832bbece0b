import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Moment } from '#app/ui/moment.tsx'
import type { HostDossierView, OperatorDossierView, Verdict } from '#shared/admission.ts'

/** What a host has submitted; of the number of the card only its end. */
export function HostFacts({ dossier }: { dossier: HostDossierView }) {
  const { t } = useTranslation()
  const { name, residentIdTail, bornOn, isOfficial, consentName, course, trainedOn } = dossier
  return (
    <>
      <Heading name={name} decision={dossier.decision} submittedAt={dossier.submittedAt} />
      <dl className="mt-2 grid gap-x-4 gap-y-1 text-sm sm:grid-cols-2">
        <Fact label={t('admission:host.residentId')}>**************{residentIdTail}</Fact>
        <Fact label={t('admission:host.bornOn')}>{bornOn}</Fact>
        <Fact label={t('admission:host.training')}>
          {course} · {trainedOn}
        </Fact>
        <Fact label={t('admission:host.official')}>
          {t(isOfficial ? 'admission:host.officialYes' : 'admission:host.officialNo')}
        </Fact>
        {consentName && <Fact label={t('admission:host.guardian')}>{consentName}</Fact>}
      </dl>
      <Why decision={dossier.decision} />
    </>
  )
}

export function OperatorFacts({ dossier }: { dossier: OperatorDossierView }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { organisationName, kind, creditCode, submittedByName } = dossier
  return (
    <>
      <Heading name={say(organisationName)} decision={dossier.decision} submittedAt={dossier.submittedAt} />
      <dl className="mt-2 grid gap-x-4 gap-y-1 text-sm sm:grid-cols-2">
        <Fact label={t(`admission:operator.kinds.${kind}`)}>{creditCode ?? '—'}</Fact>
        <Fact label={t('admission:operator.by')}>{submittedByName}</Fact>
      </dl>
      <Why decision={dossier.decision} />
    </>
  )
}

type HeadingProps = { name: string; decision: Verdict | null; submittedAt: string }

function Heading({ name, decision, submittedAt }: HeadingProps) {
  const { t } = useTranslation()
  return (
    <p className="flex flex-wrap items-center gap-2">
      <span className="font-medium">{name}</span>
      <Badge tone={decision?.outcome === 'verified' ? 'tea' : decision ? 'flash' : 'honey'}>
        {t(decision ? `admission:outcome.${decision.outcome}` : 'admission:outcome.waiting')}
      </Badge>
      <Moment at={submittedAt} className="text-ink-soft text-sm" />
    </p>
  )
}

function Why({ decision }: { decision: Verdict | null }) {
  const { t } = useTranslation()
  if (!decision) return null
  return (
    <p className="text-ink-soft mt-2 text-sm wrap-anywhere">
      {t('admission:decidedBy', { name: decision.byName })}
      {decision.reason && ` · ${decision.reason}`}
    </p>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex gap-2">
      <dt className="text-ink-soft shrink-0">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  )
}
