import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { PeriodView } from '#server/dividends/index.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { CheckField, SelectField, TextField } from '#app/ui/field.tsx'
import { Money } from '#app/ui/money.tsx'
import { POOL_BP_MIN } from '#shared/dividend.ts'

const YEAR = 4
const BP_A_PERCENT = 100

export function CloseForm({ organisationId, year }: { organisationId: string; year: number }) {
  const { t } = useTranslation()
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">{t('dividends:close.title')}</h2>
      <p className="text-ink-soft mt-1 text-sm">{t('dividends:close.lead')}</p>
      <Form
        method="post"
        action={`/coop/${organisationId}/dividends/begin/close`}
        className="mt-4 grid gap-4"
      >
        <TextField
          label={t('dividends:close.year')}
          name="year"
          inputMode="numeric"
          defaultValue={year}
          required
        />
        <Button type="submit" tone="plain">
          {t('dividends:close.do')}
        </Button>
      </Form>
    </Card>
  )
}

type ProposeProps = { organisationId: string; period: PeriodView; kind: string; correcting: boolean }

export function ProposeForm({ organisationId, period, kind, correcting }: ProposeProps) {
  const { t } = useTranslation()
  return (
    <Card>
      <h2 className="font-serif text-lg font-bold">
        {t('dividends:propose.title', { year: period.toOn.slice(0, YEAR) })}
      </h2>
      <p className="mt-1">
        {t('dividends:figures.surplus')} <Money amount={period.surplusFen} className="font-semibold" />
      </p>
      <Form
        method="post"
        action={`/coop/${organisationId}/dividends/begin/propose`}
        className="mt-4 grid gap-4"
      >
        <input type="hidden" name="periodId" value={period.periodId} />
        <TextField
          label={t('dividends:propose.reserve')}
          name="reserve"
          inputMode="decimal"
          defaultValue="10"
          suffix="%"
          required
        />
        {kind === 'cooperative' && (
          <TextField
            label={t('dividends:propose.pool')}
            hint={t('dividends:propose.poolHint')}
            name="pool"
            inputMode="decimal"
            defaultValue={POOL_BP_MIN / BP_A_PERCENT}
            suffix="%"
            required
          />
        )}
        {kind === 'cooperative' && (
          <CheckField
            name="mayConvert"
            value="on"
            label={t('dividends:propose.mayConvert')}
            hint={t('dividends:propose.mayConvertHint')}
          />
        )}
        {correcting && (
          <TextField
            label={t('dividends:propose.adjustedBy')}
            hint={t('dividends:propose.adjustedByHint')}
            name="adjustedBy"
            required
          />
        )}
        <Button type="submit">{t('dividends:propose.do')}</Button>
      </Form>
    </Card>
  )
}

export function AccountForm({ organisationId }: { organisationId: string }) {
  const { t } = useTranslation()
  const kinds = (['organisation', 'person'] as const).map((value) => ({
    value,
    label: t(`dividends:account.${value}`),
  }))
  return (
    <Form
      method="post"
      action={`/coop/${organisationId}/dividends/begin/account`}
      className="mt-4 grid gap-4"
    >
      <SelectField label={t('dividends:account.holderKind')} name="holderKind" options={kinds} />
      <TextField label={t('dividends:account.holderName')} name="holderName" required />
      <TextField
        label={t('dividends:account.lastFour')}
        name="lastFour"
        inputMode="numeric"
        maxLength={4}
        required
      />
      <Button type="submit" tone="plain">
        {t('dividends:account.do')}
      </Button>
    </Form>
  )
}
