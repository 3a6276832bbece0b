import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { rowKind, type RowErrors, type RuleRow } from '#shared/rule-form.ts'
import { payee } from '#shared/split.ts'

type Props = {
  row: RuleRow
  at: number
  last: boolean
  errors: RowErrors
  onChange(row: RuleRow): void
  /** `remove-2`, `up-2`, `down-2`; the button posts the same when there is no script */
  onCommand(command: string): void
}

/** One step: what kind, to whom, how much. */
export function RuleRowFields({ row, at, last, errors, onChange, onCommand }: Props) {
  const { t } = useTranslation()
  const isShare = row.kind === 'gross' || row.kind === 'left'
  const kinds = rowKind.options.map((value) => ({ value, label: t(`rules:kind.${value}`) }))
  const errorsOf = (column: keyof RowErrors) => (errors[column] ? [errors[column]] : [])
  const textOf = (column: 'value' | 'floor' | 'cap') => ({
    name: column,
    value: row[column],
    errors: errorsOf(column),
    onChange: (event: { target: { value: string } }) => onChange({ ...row, [column]: event.target.value }),
    inputMode: 'decimal' as const,
    autoComplete: 'off',
  })
  return (
    <fieldset className="border-line rounded-card border p-3 sm:p-4">
      <legend className="px-1 font-medium">{t('rules:edit.step', { at: at + 2 })}</legend>
      <div className="grid gap-3 sm:grid-cols-[1.7fr_1fr_1fr]">
        <SelectField
          label={t('rules:edit.kind')}
          name="kind"
          value={row.kind}
          options={kinds}
          errors={errorsOf('kind')}
          onChange={({ target }) => onChange({ ...row, kind: target.value })}
        />
        <SelectField
          label={t('rules:edit.to')}
          name="to"
          value={row.to}
          options={usePayees()}
          errors={errorsOf('to')}
          onChange={({ target }) => onChange({ ...row, to: target.value })}
        />
        <TextField
          {...textOf('value')}
          label={t(isShare ? 'rules:edit.percent' : 'rules:edit.amount')}
          suffix={isShare ? '%' : t('rules:edit.yuan')}
        />
      </div>
      <div className={isShare ? 'mt-3 grid grid-cols-2 gap-3' : 'hidden'}>
        <TextField {...textOf('floor')} label={t('rules:edit.floor')} />
        <TextField {...textOf('cap')} label={t('rules:edit.cap')} />
      </div>
      <RowButtons {...{ at, last, onCommand }} />
    </fieldset>
  )
}

function RowButtons({ at, last, onCommand }: Pick<Props, 'at' | 'last' | 'onCommand'>) {
  const { t } = useTranslation()
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      {(['up', 'down', 'remove'] as const).map((verb) => {
        const Icon = { up: ArrowUp, down: ArrowDown, remove: Trash2 }[verb]
        const command = `${verb}-${at}`
        return (
          <Button
            key={verb}
            type="submit"
            name="intent"
            value={command}
            formNoValidate
            size="small"
            tone={verb === 'remove' ? 'danger' : 'plain'}
            disabled={(verb === 'up' && at === 0) || (verb === 'down' && last)}
            aria-label={t(`rules:edit.${verb}`, { at: at + 2 })}
            className="min-h-12 min-w-12"
            onClick={(event) => {
              event.preventDefault()
              onCommand(command)
            }}
          >
            <Icon aria-hidden className="size-5" />
          </Button>
        )
      })}
    </div>
  )
}

/** Whom a rule may pay. The host is named only to say that he is not one of them. */
export function usePayees() {
  const { t } = useTranslation()
  return payee.options.map((value) => ({ value: value as string, label: t(`coop:line.leg.${value}`) }))
}
