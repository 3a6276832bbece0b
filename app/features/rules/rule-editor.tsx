import { Form, useNavigation } from '@remix-run/react'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { rearranged, ROWS_MAX, type RuleText, type RuleTextRefusal } from '#shared/rule-form.ts'
import { RulePreview } from './rule-preview.tsx'
import { RuleRowFields, usePayees } from './rule-row.tsx'
import { SelectField } from '#app/ui/field.tsx'

type Props = {
  /** as it was sent, or as it is kept */
  text: RuleText
  price: string
  errors: RuleTextRefusal | null
}

/** The steps of a draft. Every button is a plain form's, too: without a script the server rearranges the rows. */
export function RuleEditor({ text: given, price: givenPrice, errors: givenErrors }: Props) {
  const { t } = useTranslation()
  const [text, setText] = useState(given)
  const [price, setPrice] = useState(givenPrice)
  const [seen, setSeen] = useState<RuleTextRefusal | null>(null)
  // What was wrong is said until something is rearranged: then its place would be another's.
  const errors = seen === givenErrors ? null : givenErrors
  const command = (intent: string) => {
    setText(rearranged(text, intent))
    setSeen(givenErrors)
  }
  return (
    <Form method="post" preventScrollReset noValidate className="grid gap-5 lg:grid-cols-2 lg:items-start">
      <StepsCard {...{ text, errors, command }} onText={setText} />
      <Card>
        <RulePreview text={text} price={price} onPrice={setPrice} />
        <noscript>
          <Button type="submit" name="intent" value="look" tone="plain" wide className="mt-3">
            {t('rules:preview.again')}
          </Button>
        </noscript>
      </Card>
    </Form>
  )
}

type StepsProps = {
  text: RuleText
  errors: RuleTextRefusal | null
  command(intent: string): void
  onText(text: RuleText): void
}

function StepsCard({ text, errors, command, onText }: StepsProps) {
  const { t } = useTranslation()
  const { state } = useNavigation()
  const payees = usePayees()
  return (
    <Card>
      {/* Enter saves, whichever field it is pressed in. */}
      <button type="submit" name="intent" value="save" tabIndex={-1} aria-hidden className="hidden" />
      <h2 className="font-serif text-lg font-bold">{t('rules:edit.title')}</h2>
      <p className="text-ink-soft mt-1 text-sm">{t('rules:edit.lead')}</p>
      {errors && (
        <Notice tone="danger" announce="alert" className="mt-3">
          {t('rules:edit.wrong')}
        </Notice>
      )}
      <p className="border-line rounded-card mt-4 border px-4 py-3">
        {t('rules:edit.step', { at: 1 })} · {t('rules:row.fee')}
      </p>
      <div className="mt-3 grid gap-3">
        {text.rows.map((row, at) => (
          <RuleRowFields
            key={at}
            {...{ row, at, last: at === text.rows.length - 1, errors: errors?.rows[at] ?? {} }}
            onChange={(changed) => onText({ ...text, rows: text.rows.with(at, changed) })}
            onCommand={command}
          />
        ))}
      </div>
      <Button
        type="submit"
        name="intent"
        value="add"
        tone="plain"
        wide
        className="mt-3"
        disabled={text.rows.length >= ROWS_MAX}
        onClick={(event) => {
          event.preventDefault()
          command('add')
        }}
      >
        <Plus aria-hidden className="size-5" />
        {t('rules:edit.add')}
      </Button>
      <div className="mt-4">
        <SelectField
          label={t('rules:edit.rest')}
          name="rest"
          value={text.rest}
          options={payees}
          errors={errors?.rest ? [errors.rest] : []}
          onChange={({ target }) => onText({ ...text, rest: target.value })}
        />
      </div>
      <p className="text-ink-soft mt-4 text-sm">{t('rules:edit.host')}</p>
      <Button
        type="submit"
        name="intent"
        value="save"
        size="large"
        wide
        className="mt-4"
        busy={state !== 'idle'}
      >
        {t('rules:edit.save')}
      </Button>
    </Card>
  )
}
