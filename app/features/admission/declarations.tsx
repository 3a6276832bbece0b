import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { ChoiceChips } from '#app/ui/choice-chips.tsx'
import { SelectField } from '#app/ui/field.tsx'
import type { Bilingual } from '#shared/locale.ts'

export type Operator = { id: string; name: Bilingual }
type Props = {
  operators: readonly Operator[]
  declared?: { operatorId: string | null; isCharity: boolean | null; isAiPersona: boolean | null }
}

/** What must be said of a session, one way or the other, before it goes on air. Nothing is chosen beforehand. */
export function Declarations({ operators, declared }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const [only, ...others] = operators
  return (
    <>
      {only && others.length === 0 ? (
        <>
          <input type="hidden" name="operatorId" value={only.id} />
          <p className="text-sm">
            <span className="font-medium">{t('admission:declare.operator')}</span>
            <br />
            {say(only.name)}
          </p>
        </>
      ) : (
        <SelectField
          name="operatorId"
          label={t('admission:declare.operator')}
          options={operators.map(({ id, name }) => ({ value: id, label: say(name) }))}
          defaultValue={declared?.operatorId ?? undefined}
        />
      )}
      <YesOrNo
        name="isCharity"
        legend={t('admission:declare.charity')}
        said={declared?.isCharity}
        yes={t('admission:declare.charityYes')}
        no={t('admission:declare.charityNo')}
      />
      <YesOrNo
        name="isAiPersona"
        legend={t('admission:declare.ai')}
        said={declared?.isAiPersona}
        yes={t('admission:declare.aiYes')}
        no={t('admission:declare.aiNo')}
      />
    </>
  )
}

type YesOrNoProps = {
  name: string
  legend: string
  yes: string
  no: string
  said?: boolean | null | undefined
  errors?: readonly string[] | undefined
}

export function YesOrNo({ name, legend, yes, no, said, errors }: YesOrNoProps) {
  const isSaid = said !== undefined && said !== null
  return (
    <ChoiceChips
      {...{ name, legend, errors }}
      choices={[
        { value: 'yes', label: yes },
        { value: 'no', label: no },
      ]}
      {...(isSaid && { defaultValue: said ? 'yes' : 'no' })}
      required
    />
  )
}
