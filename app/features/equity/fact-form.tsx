import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FileField } from '#app/features/dividends/file-field.tsx'
import { Button } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/field.tsx'
import { inputOf, useShopForm, type ShopFields } from '#app/ui/form.ts'

/** What the page's action answered, and to which of its forms. */
export type Answered = { command: string; lastResult: SubmissionResult<string[]> | undefined }

type Props = {
  command:
    | 'admit'
    | 'reserve'
    | 'grants'
    | 'donation'
    | 'contribute'
    | 'end'
    | 'settle'
    | 'succeed'
    | 'issue'
    | 'withdraw'
    | 'transfer'
    | 'undo'
  today: string
  answered: Answered | undefined
  /** apart from others of the same command on the page */
  of?: string
  defaultValue?: Record<string, string>
  children?(fields: ShopFields): ReactNode
}

/** One fact to be recorded: its own fields, its day, and the paper that proves it. */
export function FactForm({ command, today, answered, of = '', defaultValue, children }: Props) {
  const { t } = useTranslation()
  const { state } = useNavigation()
  const mine = answered?.command === command
  const [form, fields] = useShopForm({
    id: `${command}${of}`,
    lastResult: mine ? answered.lastResult : undefined,
    defaultValue: { on: today, ...defaultValue },
  })
  return (
    <details open={mine}>
      <summary className="text-tea-700 flex min-h-12 items-center font-medium">
        {t(`equity:forms.${command}.title`)}
      </summary>
      <Form
        method="post"
        encType="multipart/form-data"
        preventScrollReset
        {...getFormProps(form)}
        className="grid gap-3 pb-3"
      >
        <input type="hidden" name="command" value={command} />
        <p className="text-ink-soft text-sm">{t(`equity:forms.${command}.lead`)}</p>
        {children?.(fields)}
        <TextField
          {...inputOf(fields.on)}
          type="date"
          label={t(`equity:forms.${command}.on`)}
          max={today}
          required
        />
        <FileField label={t(`equity:forms.${command}.paper`)} />
        <Button type="submit" tone="plain" busy={state !== 'idle'}>
          {t(`equity:forms.${command}.do`)}
        </Button>
      </Form>
    </details>
  )
}
