import { useTranslation } from 'react-i18next'
import type { Leaving, MemberRow } from '#server/dividends/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { inputOf, type ShopFields } from '#app/ui/form.ts'
import type { Bilingual } from '#shared/locale.ts'
import { FactForm, type Answered } from './fact-form.tsx'
import { YuanField } from './yuan-field.tsx'

type Props = {
  kind: 'cooperative' | 'collective' | 'platform'
  member: MemberRow
  leaving: Leaving | null
  /** who else is a member now */
  others: readonly { id: string; name: Bilingual }[]
  today: string
  answered: Answered | undefined
}

/** What may happen to one member's account next. */
export function MemberForms({ kind, member, leaving, others, today, answered }: Props) {
  const form = { today, answered }
  const isCooperative = kind === 'cooperative'
  if (leaving?.settled || leaving?.succeeded) return null
  return (
    <Card className="divide-line divide-y">
      {!leaving && isCooperative && <Contribute {...form} />}
      {!leaving && !isCooperative && (
        <>
          <FactForm {...form} command="issue">
            {(fields) => <Pieces fields={fields} />}
          </FactForm>
          <Transfer {...form} others={others} />
        </>
      )}
      {!isCooperative && (
        <FactForm {...form} command="withdraw">
          {(fields) => <Pieces fields={fields} />}
        </FactForm>
      )}
      {!leaving && <End {...form} isCooperative={isCooperative} />}
      {leaving && isCooperative && (member.leftOn ?? '') <= today && <Settle {...form} />}
      {leaving?.reason === 'died' && <Succeed {...form} others={others} />}
    </Card>
  )
}

type Form = Pick<Props, 'today' | 'answered'>

function Contribute(form: Form) {
  const { t } = useTranslation()
  const heads = (['contribution', 'aid'] as const).map((value) => ({
    value,
    label: t(`equity:heads.${value}`),
  }))
  return (
    <FactForm {...form} command="contribute">
      {(fields) => (
        <>
          <SelectField label={t('equity:forms.contribute.head')} name="head" options={heads} />
          <YuanField fields={fields} name="amount" label={t('equity:amountYuan')} />
        </>
      )}
    </FactForm>
  )
}

function End({ isCooperative, ...form }: Form & { isCooperative: boolean }) {
  const { t } = useTranslation()
  const reasons = (isCooperative ? (['leave_asked', 'died', 'expelled'] as const) : (['died'] as const)).map(
    (value) => ({ value, label: t(`equity:kinds.${value}`) }),
  )
  return (
    <FactForm {...form} command="end">
      {() => <SelectField label={t('equity:forms.end.reason')} name="reason" options={reasons} />}
    </FactForm>
  )
}

function Settle(form: Form) {
  const { t } = useTranslation()
  return (
    <FactForm {...form} command="settle" defaultValue={{ loss: '0' }}>
      {(fields) => <YuanField fields={fields} name="loss" label={t('equity:forms.settle.loss')} />}
    </FactForm>
  )
}

function Succeed({ others, ...form }: Form & Pick<Props, 'others'>) {
  const { t } = useTranslation()
  const say = useBilingual()
  const heirs = [
    { value: '', label: t('equity:forms.succeed.newcomer') },
    ...others.map(({ id, name }) => ({ value: id, label: say(name) })),
  ]
  return (
    <FactForm {...form} command="succeed">
      {(fields) => (
        <>
          <SelectField label={t('equity:forms.succeed.heir')} name="heir" options={heirs} />
          <TextField
            {...inputOf(fields.name)}
            label={t('equity:forms.succeed.name')}
            hint={t('equity:forms.succeed.nameHint')}
            optional
          />
        </>
      )}
    </FactForm>
  )
}

function Transfer({ others, ...form }: Form & Pick<Props, 'others'>) {
  const { t } = useTranslation()
  const say = useBilingual()
  if (others.length === 0) return null
  return (
    <FactForm {...form} command="transfer">
      {(fields) => (
        <>
          <SelectField
            label={t('equity:forms.transfer.to')}
            name="to"
            options={others.map(({ id, name }) => ({ value: id, label: say(name) }))}
          />
          <Pieces fields={fields} />
        </>
      )}
    </FactForm>
  )
}

function Pieces({ fields }: { fields: ShopFields }) {
  const { t } = useTranslation()
  return (
    <TextField
      {...inputOf(fields.shares)}
      label={t('equity:pieces')}
      inputMode="numeric"
      autoComplete="off"
      required
    />
  )
}
