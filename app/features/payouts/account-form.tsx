import { Form } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { SelectField, TextField } from '#app/ui/field.tsx'
import type { Bilingual } from '#shared/locale.ts'

/** Where a party is paid from now on. */
export function AccountForm({ parties }: { parties: readonly { partyId: string; name: Bilingual }[] }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const kinds = (['organisation', 'person'] as const).map((value) => ({
    value,
    label: t(`payouts:account.${value}`),
  }))
  const rails = (['bank', 'stripe'] as const).map((value) => ({
    value,
    label: t(`payouts:account.rails.${value}`),
  }))
  return (
    <Card className="order-first lg:order-none">
      <h2 className="font-serif text-lg font-bold">{t('payouts:account.add')}</h2>
      <p className="text-ink-soft mt-1 text-sm">{t('payouts:account.lead')}</p>
      <Form method="post" className="mt-4 grid gap-3">
        <SelectField
          label={t('payouts:account.whose')}
          name="partyId"
          options={parties.map(({ partyId, name }) => ({ value: partyId, label: say(name) }))}
        />
        <SelectField label={t('payouts:account.rail')} name="rail" options={rails} />
        <SelectField label={t('payouts:account.kind')} name="holderKind" options={kinds} />
        <TextField label={t('payouts:account.holder')} name="holderName" required maxLength={60} />
        <TextField
          label={t('payouts:account.bank')}
          name="bankName"
          optional
          maxLength={60}
          hint={t('payouts:account.bankHint')}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField label={t('payouts:account.province')} name="province" optional maxLength={20} />
          <TextField label={t('payouts:account.city')} name="city" optional maxLength={20} />
        </div>
        <TextField
          label={t('payouts:account.number')}
          name="number"
          autoComplete="off"
          required
          hint={t('payouts:account.numberHint')}
        />
        <Button type="submit">{t('payouts:account.save')}</Button>
      </Form>
    </Card>
  )
}
