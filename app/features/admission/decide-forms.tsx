import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { TextAreaField, TextField } from '#app/ui/field.tsx'
import { STATEMENT, type ListingView } from '#shared/admission.ts'
import { REASON } from '#shared/reason.ts'
import { Unfolding } from './unfolding.tsx'

type DecisionProps = { action: string; dossierId: string; children: ReactNode }

/** Verified by what `children` ask for, or refused with a reason. */
function Decision({ action, dossierId, children }: DecisionProps) {
  const { t } = useTranslation()
  return (
    <div className="border-line mt-4 grid gap-3 border-t pt-4">
      <Form method="post" action={action} className="grid gap-3 sm:max-w-md">
        <input type="hidden" name="dossierId" value={dossierId} />
        {children}
        <Button type="submit" name="outcome" value="verified">
          {t('admission:desk.verify')}
        </Button>
      </Form>
      <RefuseForm action={action} dossierId={dossierId} />
    </div>
  )
}

/** With the card in hand. */
export function HostDecision({ dossierId }: { dossierId: string }) {
  const { t } = useTranslation()
  return (
    <Decision action="/platform/hosts/host" dossierId={dossierId}>
      <TextField
        name="residentId"
        label={t('admission:desk.card')}
        hint={t('admission:desk.cardHint')}
        autoComplete="off"
        maxLength={24}
        required
      />
    </Decision>
  )
}

export function OperatorDecision({ dossierId }: { dossierId: string }) {
  const { t } = useTranslation()
  return (
    <Decision action="/platform/hosts/operator" dossierId={dossierId}>
      <p className="text-ink-soft text-sm">{t('admission:desk.licenceHint')}</p>
    </Decision>
  )
}

function RefuseForm({ action, dossierId }: { action: string; dossierId: string }) {
  const { t } = useTranslation()
  return (
    <Unfolding label={t('admission:desk.refuse')}>
      <Form method="post" action={action} className="grid gap-3 sm:max-w-md">
        <input type="hidden" name="dossierId" value={dossierId} />
        <TextField
          name="reason"
          label={t('admission:desk.reason')}
          hint={t('admission:desk.reasonHint')}
          minLength={REASON.min}
          maxLength={REASON.max}
          required
        />
        <Button type="submit" name="outcome" value="refused" tone="danger">
          {t('admission:desk.refuse')}
        </Button>
      </Form>
    </Unfolding>
  )
}

/** 列入黑名单 */
export function ListForm({ dossierId, from }: { dossierId: string; from: string }) {
  const { t } = useTranslation()
  return (
    <Unfolding label={t('admission:desk.list')}>
      <Form method="post" action="/platform/hosts/list" className="grid gap-3 sm:max-w-md">
        <input type="hidden" name="dossierId" value={dossierId} />
        <Statement label={t('admission:desk.listReason')} />
        <TextField name="until" type="date" label={t('admission:desk.until')} min={from} required />
        <Button type="submit" tone="danger">
          {t('admission:desk.list')}
        </Button>
      </Form>
    </Unfolding>
  )
}

export function AppealDecision({ listing }: { listing: ListingView }) {
  const { t } = useTranslation()
  return (
    <Form
      method="post"
      action="/platform/hosts/appeal"
      className="border-line mt-4 grid gap-3 border-t pt-4 sm:max-w-md"
    >
      <input type="hidden" name="listingId" value={listing.listingId} />
      <Statement label={t('admission:desk.appealReason')} />
      <div className="flex flex-wrap gap-3">
        <Button type="submit" name="outcome" value="lifted">
          {t('admission:desk.lift')}
        </Button>
        <Button type="submit" name="outcome" value="upheld" tone="plain">
          {t('admission:desk.uphold')}
        </Button>
      </div>
    </Form>
  )
}

/** It is read by whoever is listed. */
function Statement({ label }: { label: string }) {
  const { t } = useTranslation()
  return (
    <TextAreaField
      name="reason"
      label={label}
      hint={t('admission:desk.listHint')}
      minLength={STATEMENT.min}
      maxLength={STATEMENT.max}
      rows={3}
      required
    />
  )
}
