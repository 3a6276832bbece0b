import { getFormProps, type SubmissionResult } from '@conform-to/react'
import { Form, useNavigation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { ChoiceChips } from '#app/ui/choice-chips.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import { inputOf, useShopForm } from '#app/ui/form.ts'
import { OFFER_KINDS, OFFER_PIECES_MAX, VALID_DAYS } from '#shared/coupons.ts'
import type { Bilingual } from '#shared/locale.ts'

type Props = {
  villages: readonly { id: string; name: Bilingual }[]
  lastResult: SubmissionResult<string[]> | undefined
}

/** What the platform gives a village's host to release. */
export function GrantForm({ villages, lastResult }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const { state } = useNavigation()
  const [form, fields] = useShopForm({
    id: 'grant',
    lastResult,
    defaultValue: { kind: 'coupon', validDays: '7' },
  })
  return (
    <Card>
      <h3 className="font-serif text-lg font-bold">{t('coupons:platform.grant')}</h3>
      <Form method="post" {...getFormProps(form)} className="mt-4 grid gap-4">
        <ChoiceChips
          name="kind"
          legend={t('coupons:platform.kind')}
          choices={OFFER_KINDS.map((value) => ({ value, label: t(`coupons:kind.${value}`) }))}
          defaultValue={String(fields.kind?.initialValue)}
        />
        <SelectField
          label={t('coupons:platform.village')}
          name="villageId"
          options={villages.map(({ id, name }) => ({ value: id, label: say(name) }))}
          defaultValue={fields.villageId?.initialValue as string | undefined}
          errors={fields.villageId?.errors}
        />
        <TextField
          {...inputOf(fields.amountYuan)}
          label={t('coupons:platform.amount')}
          hint={t('coupons:platform.amountHint')}
          inputMode="decimal"
          autoComplete="off"
          required
        />
        <div className="grid grid-cols-2 gap-3">
          <TextField
            {...inputOf(fields.pieces)}
            label={t('coupons:platform.pieces')}
            type="number"
            inputMode="numeric"
            min={1}
            max={OFFER_PIECES_MAX}
            required
          />
          <TextField
            {...inputOf(fields.minSpendYuan)}
            label={t('coupons:platform.minSpend')}
            inputMode="decimal"
            autoComplete="off"
            required
          />
        </div>
        <ChoiceChips
          name="validDays"
          legend={t('coupons:platform.validDays')}
          choices={VALID_DAYS.map((days) => ({
            value: String(days),
            label: t('coupons:platform.days', { count: days }),
          }))}
          defaultValue={String(fields.validDays?.initialValue)}
        />
        <Button type="submit" wide busy={state !== 'idle'}>
          {t('coupons:platform.do')}
        </Button>
      </Form>
    </Card>
  )
}
