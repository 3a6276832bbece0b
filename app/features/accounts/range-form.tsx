import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { TextField } from '#app/ui/field.tsx'

type Props = { range: { from: string; to: string; height: number }; pinned: boolean; only?: 'to' }

/** Which days a page shows. A block that the address names stays named. */
export function RangeForm({ range, pinned, only }: Props) {
  const { t } = useTranslation()
  return (
    <Form
      key={`${range.from} ${range.to}`}
      method="get"
      className="mb-5 flex flex-wrap items-end gap-3 print:hidden"
    >
      {only !== 'to' && (
        <TextField
          label={t('accounts:range.from')}
          type="date"
          name="from"
          defaultValue={range.from}
          required
        />
      )}
      <TextField
        label={only === 'to' ? t('accounts:range.on') : t('accounts:range.to')}
        type="date"
        name="to"
        defaultValue={range.to}
        required
      />
      {pinned && <input type="hidden" name="height" value={range.height} />}
      <Button type="submit" tone="plain">
        {t('accounts:range.show')}
      </Button>
    </Form>
  )
}
