import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { SelectField, TextAreaField, TextField } from '#app/ui/field.tsx'
import { inputOf, selectOf, textOf, useShopForm } from '#app/ui/form.ts'
import { formatMoment } from '#app/ui/moment.tsx'
import type { Bilingual } from '#shared/locale.ts'
import { SeatField } from './seat-field.tsx'
import type { SeatText } from './seats.server.ts'
import { SharePreview, useTypedTerms } from './share-preview.tsx'

const BASE_PERCENT = '20'

type Props = {
  /** who may be at the table, the founder first */
  villages: readonly { id: string; name: Bilingual }[]
  months: readonly string[]
  lastResult: SubmissionResult<string[]> | undefined
  seats: readonly SeatText[]
}

/** An alliance's name, what it counts, its first month, formula and seats. */
export function FoundForm({ villages, months, lastResult, seats }: Props) {
  const { t } = useTranslation()
  const locale = useLocale()
  const busy = useNavigation().state !== 'idle'
  const [form, fields] = useShopForm({
    ...{ id: 'found', lastResult },
    defaultValue: { basePercent: BASE_PERCENT },
  })
  const terms = useTypedTerms({ basePercent: fields.basePercent?.initialValue ?? '', seats })
  return (
    <Card>
      <Form method="post" {...getFormProps(form)} onInput={terms.onInput} className="grid gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField {...inputOf(fields.nameZh)} label={t('alliances:found.name')} required maxLength={30} />
          <TextField
            {...inputOf(fields.nameEn)}
            label={t('alliances:found.nameEn')}
            optional
            maxLength={60}
          />
          <TextAreaField {...textOf(fields.introZh)} label={t('alliances:found.intro')} rows={2} required />
          <TextAreaField {...textOf(fields.introEn)} label={t('alliances:found.introEn')} rows={2} optional />
          <TextField
            {...inputOf(fields.measureZh)}
            label={t('alliances:found.measure')}
            hint={t('alliances:found.measureHint')}
            required
            maxLength={20}
          />
          <TextField
            {...inputOf(fields.measureEn)}
            label={t('alliances:found.measureEn')}
            optional
            maxLength={40}
          />
          <SelectField
            {...selectOf(fields.fromMonth)}
            label={t('alliances:form.from')}
            options={months.map((value) => ({ value, label: formatMoment(`${value}-01`, locale, 'month') }))}
          />
          <TextField
            {...inputOf(fields.basePercent)}
            label={t('alliances:form.base')}
            hint={t('alliances:found.baseHint')}
            inputMode="numeric"
            autoComplete="off"
            suffix="%"
            required
          />
        </div>
        <Seats {...{ villages, seats }} />
        <SharePreview typed={terms.typed} villages={villages} />
        <TextAreaField
          {...textOf(fields.reason)}
          label={t('alliances:found.reason')}
          hint={t('alliances:found.reasonHint')}
          rows={2}
          required
        />
        <Button type="submit" size="large" busy={busy}>
          {t('alliances:form.propose')}
        </Button>
      </Form>
    </Card>
  )
}

function Seats({ villages, seats }: Pick<Props, 'villages' | 'seats'>) {
  const { t } = useTranslation()
  return (
    <fieldset className="border-line rounded-card grid gap-3 border p-3 sm:grid-cols-2 sm:p-4">
      <legend className="px-1 font-medium">{t('alliances:found.seats')}</legend>
      <p className="text-ink-soft text-sm sm:col-span-2">{t('alliances:found.seatsHint')}</p>
      {villages.map((village, at) => {
        const seat = seats.find(({ collectiveId }) => collectiveId === village.id)
        return (
          <SeatField
            key={village.id}
            {...{ village, seat }}
            contribution={seat?.contribution}
            required={at === 0}
          />
        )
      })}
    </fieldset>
  )
}
