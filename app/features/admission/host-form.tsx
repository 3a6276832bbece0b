import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { CheckField, TextField } from '#app/ui/field.tsx'
import { inputOf, useShopForm } from '#app/ui/form.ts'
import { COURSE } from '#shared/admission.ts'
import { FileField } from '../dividends/file-field.tsx'
import { YesOrNo } from './declarations.tsx'

type Props = {
  /** what was submitted before, or at least the name of the account */
  last: { name: string; course?: string; isOfficial?: boolean }
  lastResult: SubmissionResult<string[]> | undefined
  isFirst: boolean
  today: string
}

export function HostForm({ last, lastResult, isFirst, today }: Props) {
  const { t } = useTranslation()
  const { state } = useNavigation()
  const [form, fields] = useShopForm({
    ...{ id: 'host', lastResult },
    defaultValue: { name: last.name, course: last.course ?? '' },
  })
  return (
    <Card>
      <h2 className="mb-4 font-serif text-lg font-bold">
        {t(isFirst ? 'admission:host.submit' : 'admission:host.submitAgain')}
      </h2>
      <Form method="post" encType="multipart/form-data" {...getFormProps(form)} className="grid gap-5">
        <TextField {...inputOf(fields.name)} label={t('admission:host.name')} autoComplete="name" required />
        <TextField
          {...inputOf(fields.residentId)}
          label={t('admission:host.residentId')}
          hint={t('admission:host.residentIdHint')}
          autoComplete="off"
          maxLength={24}
          required
        />
        <YesOrNo
          name="isOfficial"
          legend={t('admission:host.officialAsk')}
          yes={t('admission:host.officialYes')}
          no={t('admission:host.officialNo')}
          said={last.isOfficial}
          errors={fields.isOfficial?.errors}
        />
        <TextField
          {...inputOf(fields.course)}
          label={t('admission:host.course')}
          hint={t('admission:host.courseHint')}
          maxLength={COURSE.max}
          required
        />
        <TextField
          {...inputOf(fields.trainedOn)}
          type="date"
          label={t('admission:host.trainedOn')}
          max={today}
          required
        />
        <FileField label={t('admission:host.guardianAsk')} hint={t('admission:host.guardianHint')} optional />
        <CheckField
          name="consent"
          label={t('admission:host.consent')}
          errors={fields.consent?.errors}
          required
        />
        <Button type="submit" size="large" wide busy={state !== 'idle'}>
          {t('admission:host.send')}
        </Button>
      </Form>
    </Card>
  )
}
