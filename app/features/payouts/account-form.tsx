import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { inputOf, selectOf, useShopForm, type ShopFields } from '#app/ui/form.ts'
import type { Bilingual } from '#shared/locale.ts'
import type { HolderKind } from '#shared/payouts.ts'

export type AccountField = 'partyId' | 'rail' | 'holderKind' | 'holderName' | 'number'
type AccountParty = {
  partyId: string
  kind: 'platform' | 'cooperative' | 'collective' | 'household'
  name: Bilingual
}
type Props = {
  parties: readonly AccountParty[]
  /** whose account is asked for first */
  chosen: string
  lastResult: SubmissionResult<string[]> | undefined
}

/** An organisation's account is in its own name (集体经济组织法 44); a household's is a person's, by whatever name the card has. */
function holderOf(party: AccountParty | undefined): { holderKind: HolderKind; holderName: string } {
  return party && party.kind !== 'household'
    ? { holderKind: 'organisation', holderName: party.name.zh }
    : { holderKind: 'person', holderName: '' }
}

/** Where a party is paid from now on. With JavaScript the fields follow the party and the rail; without, all are there. */
export function AccountForm({ parties, chosen, lastResult }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { state } = useNavigation()
  const partyOf = (id: string | undefined) => parties.find(({ partyId }) => partyId === id)
  const [form, fields] = useShopForm({
    ...{ id: 'account', lastResult },
    defaultValue: { partyId: chosen, rail: 'bank', ...holderOf(partyOf(chosen)) },
  })
  const posted = fields.partyId?.initialValue
  const [partyId, setPartyId] = useState(posted)
  const [rail, setRail] = useState(fields.rail?.initialValue)
  // What was typed of the party before is not true of this one.
  const follows = partyId === posted ? null : holderOf(partyOf(partyId))
  return (
    <Card className="order-first lg:order-none">
      <h2 className="font-serif text-lg font-bold">{t('payouts:account.add')}</h2>
      <p className="text-ink-soft mt-1 text-sm">{t('payouts:account.lead')}</p>
      <Form method="post" preventScrollReset {...getFormProps(form)} className="mt-4 grid gap-3">
        <SelectField
          {...selectOf(fields.partyId)}
          label={t('payouts:account.whose')}
          options={parties.map((party) => ({ value: party.partyId, label: say(party.name) }))}
          onChange={({ target }) => setPartyId(target.value)}
        />
        <SelectField
          {...selectOf(fields.rail)}
          label={t('payouts:account.rail')}
          options={(['bank', 'stripe'] as const).map((value) => ({
            value,
            label: t(`payouts:account.rails.${value}`),
          }))}
          onChange={({ target }) => setRail(target.value)}
        />
        <Holder key={partyId} fields={fields} follows={follows} />
        <div className={rail === 'stripe' ? 'hidden' : 'grid gap-3'}>
          <BankPlace fields={fields} />
        </div>
        <TextField
          {...inputOf(fields.number)}
          label={t('payouts:account.number')}
          autoComplete="off"
          required
          hint={t(`payouts:account.numberHints.${rail === 'stripe' ? 'stripe' : 'bank'}`)}
        />
        <Button type="submit" busy={state !== 'idle'}>
          {t('payouts:account.save')}
        </Button>
      </Form>
    </Card>
  )
}

/** In whose name it is; `follows`: as it is of a party that has just been chosen, in place of what was typed. */
function Holder({ fields, follows }: { fields: ShopFields; follows: ReturnType<typeof holderOf> | null }) {
  const { t } = useTranslation()
  return (
    <>
      <SelectField
        {...selectOf(fields.holderKind)}
        {...(follows && { defaultValue: follows.holderKind })}
        label={t('payouts:account.kind')}
        options={(['organisation', 'person'] as const).map((value) => ({
          value,
          label: t(`payouts:account.${value}`),
        }))}
      />
      <TextField
        {...inputOf(fields.holderName)}
        {...(follows && { defaultValue: follows.holderName })}
        label={t('payouts:account.holder')}
        hint={t('payouts:account.holderHint')}
        autoComplete="off"
        required
        maxLength={60}
      />
    </>
  )
}

function BankPlace({ fields }: { fields: ShopFields }) {
  const { t } = useTranslation()
  return (
    <>
      <TextField
        {...inputOf(fields.bankName)}
        label={t('payouts:account.bank')}
        hint={t('payouts:account.bankHint')}
        maxLength={60}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          {...inputOf(fields.province)}
          label={t('payouts:account.province')}
          optional
          maxLength={20}
        />
        <TextField {...inputOf(fields.city)} label={t('payouts:account.city')} optional maxLength={20} />
      </div>
    </>
  )
}
