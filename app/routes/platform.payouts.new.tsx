import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { HandCoins } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { answerForm, badRequest } from '#app/doors/answer.server.ts'
import { requireActor } from '#app/doors/authorise.server.ts'
import { notePayeesRead } from '#app/doors/person-read.server.ts'
import { formOf } from '#app/doors/form.server.ts'
import { SelectField } from '#app/ui/field.tsx'
import { PayeeChoice } from '#app/features/payouts/payee-choice.tsx'
import { PayoutsNav } from '#app/features/payouts/payouts-nav.tsx'
import { Refused } from '#app/features/payouts/refused.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { Button } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { unlisted } from '#app/ui/titled.ts'
import { fileFormat, payoutBank, proposeForm } from '#shared/payouts.ts'

const PAGE = '/platform/payouts/new'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const page = 'platform.payouts.new'
  const who = requireActor({ context, request }, page)
  const { t } = await translator(request)
  const all = await context.services.payouts.owedPayees()
  const payees = all.filter(({ availableFen, payingFen }) => availableFen > 0 || payingFen > 0)
  await notePayeesRead(context, who, { page, partyIds: payees.map(({ partyId }) => partyId) })
  return {
    title: t('payouts:tabs.new'),
    payees,
  }
}

export async function action({ context, request }: ActionFunctionArgs) {
  const { actor } = requireActor({ context, request }, 'platform.payouts.new')
  const form = await formOf(request)
  const [, bank] = /^bank_file:(\w+)$/.exec(String(form.get('way'))) ?? []
  const asked = proposeForm.safeParse({
    rail: bank ? 'bank_file' : form.get('way'),
    bank,
    format: form.get('format') ?? undefined,
    parties: form.getAll('party'),
  })
  if (!asked.success) return answerForm(form, PAGE, badRequest())
  const { bank: whose, ...draft } = asked.data
  const proposed = await context.services.payouts.propose({ ...draft, bank: whose || null }, actor)
  if (!proposed.ok) return answerForm(form, PAGE, proposed)
  throw redirect(`/platform/payouts/${proposed.value.batchId}`, 303)
}

export const meta: MetaFunction<typeof loader> = unlisted

export default function NewBatchPage() {
  const { t } = useTranslation()
  const { payees } = useLoaderData<typeof loader>()
  const ways = [
    ...payoutBank.options.map((bank) => ({ value: `bank_file:${bank}`, label: t(`payouts:banks.${bank}`) })),
    { value: 'cash', label: t('payouts:rails.cash') },
    { value: 'stripe', label: t('payouts:rails.stripe') },
  ]
  const formats = fileFormat.options.map((value) => ({ value, label: t(`payouts:formats.${value}`) }))
  return (
    <>
      <PayoutsNav />
      <Refused />
      {payees.length === 0 ? (
        <EmptyState icon={HandCoins} title={t('payouts:new.empty')}>
          {t('payouts:new.emptyLead')}
        </EmptyState>
      ) : (
        <Form method="post" className="grid gap-5">
          <p className="text-ink-soft max-w-2xl">{t('payouts:new.lead')}</p>
          <PayeeChoice payees={payees} />
          <div className="grid gap-4 sm:grid-cols-2">
            <SelectField label={t('payouts:new.way')} name="way" options={ways} />
            <SelectField label={t('payouts:new.format')} name="format" options={formats} />
          </div>
          <p className="text-ink-soft text-sm">{t('payouts:new.unverified')}</p>
          <Notice tone="warning" title={t('payouts:rails.stripe')}>
            {t('payouts:new.notInChina')}
          </Notice>
          <Button type="submit" size="large">
            {t('payouts:new.propose')}
          </Button>
        </Form>
      )}
    </>
  )
}
