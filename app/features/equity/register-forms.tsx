import { useTranslation } from 'react-i18next'
import { Card } from '#app/ui/card.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { inputOf } from '#app/ui/form.ts'
import { FactForm, type Answered } from './fact-form.tsx'
import { YuanField } from './yuan-field.tsx'

type Props = {
  kind: 'cooperative' | 'collective' | 'platform'
  today: string
  answered: Answered | undefined
}

/** What happens to the register as a whole: who joins, and what all get a share of. */
export function RegisterForms({ kind, today, answered }: Props) {
  const { t } = useTranslation()
  const form = { today, answered }
  const bases = (['contribution', 'trade'] as const).map((value) => ({
    value,
    label: t(`equity:forms.reserve.bases.${value}`),
  }))
  return (
    <Card className="divide-line mt-6 divide-y">
      <FactForm {...form} command="admit">
        {(fields) => (
          <>
            <TextField {...inputOf(fields.name)} label={t('equity:forms.admit.name')} required />
            <TextField {...inputOf(fields.nameEn)} label={t('equity:forms.admit.nameEn')} optional />
          </>
        )}
      </FactForm>
      {kind === 'cooperative' && (
        <>
          <FactForm {...form} command="reserve">
            {() => <SelectField label={t('equity:forms.reserve.basis')} name="basis" options={bases} />}
          </FactForm>
          <FactForm {...form} command="grants" />
          <FactForm {...form} command="donation">
            {(fields) => <YuanField fields={fields} name="amount" label={t('equity:amountYuan')} />}
          </FactForm>
        </>
      )}
    </Card>
  )
}
