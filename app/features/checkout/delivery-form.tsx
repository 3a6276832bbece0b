import { getFormProps } from '@conform-to/react'
import type { SubmissionResult } from '@conform-to/react'
import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { HoldForCheckout } from '#server/checkout/index.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { CheckField, TextField } from '#app/ui/field.tsx'
import { inputOf, useShopForm, type ShopFields } from '#app/ui/form.ts'
import { Notice } from '#app/ui/notice.tsx'
import { CouponChoice } from '../coupons/coupon-choice.tsx'
import { provinces } from './provinces.ts'

type DeliveryFormProps = {
  checkout: HoldForCheckout
  lastResult: SubmissionResult<string[]> | undefined
}

/** Who gets it and where; asked once, remembered for the next order. */
export function DeliveryForm({ checkout, lastResult }: DeliveryFormProps) {
  const { t } = useTranslation()
  const { hold, lastAddress, returnClass } = checkout
  const [form, fields] = useShopForm({ id: 'delivery', lastResult, defaultValue: lastAddress })
  const tick = fields.acceptFreshReturn
  return (
    <form method="post" {...getFormProps(form)} className="grid gap-5">
      {form.status === 'error' && (
        <Notice tone="danger" announce="alert">
          {t('checkout:problems')}
        </Notice>
      )}
      <Card>
        <h2 className="font-serif text-lg font-bold">{t('checkout:address.title')}</h2>
        {lastAddress && <p className="text-ink-faint text-sm">{t('checkout:address.remembered')}</p>}
        <AddressFields
          fields={fields}
          phoneHint={t('checkout:address.phoneHint')}
          note={t('checkout:address.note')}
        />
      </Card>
      <CouponChoice checkout={checkout} />
      {returnClass === 'fresh' ? (
        <div className="border-honey-400 bg-honey-50 rounded-card border-2 p-4 sm:p-6">
          <h2 className="font-serif text-lg font-bold">{t('checkout:fresh.title')}</h2>
          <p className="text-ink-soft mt-1 mb-2 text-sm">{t('checkout:fresh.text')}</p>
          <CheckField
            id={tick?.id}
            name="acceptFreshReturn"
            value="on"
            defaultChecked={tick?.initialValue === 'on'}
            label={t('checkout:fresh.tick')}
            errors={tick?.errors}
          />
        </div>
      ) : (
        <p className="text-ink-soft px-1 text-sm">{t('checkout:sevenDays')}</p>
      )}
      <div className="grid gap-2">
        <Button type="submit" size="large" wide>
          {t('checkout:pay')}
          <ArrowRight aria-hidden className="size-5" />
        </Button>
        <p className="text-ink-faint text-center text-sm">{t('checkout:payHint')}</p>
        {hold.state === 'held' && (
          <Button
            type="submit"
            tone="quiet"
            wide
            formNoValidate
            formAction={`/holds/${hold.holdId}/release`}
            form="release"
          >
            {t('checkout:release')}
          </Button>
        )}
      </div>
    </form>
  )
}

type AddressFieldsProps = { fields: ShopFields; phoneHint: string; note: string }

/** A name, a phone and a door, as parcels need them. */
export function AddressFields({ fields, phoneHint, note }: AddressFieldsProps) {
  const { t } = useTranslation()
  return (
    <div className="mt-4 grid gap-4 sm:grid-cols-2">
      <TextField
        {...inputOf(fields.recipientName)}
        label={t('checkout:address.recipientName')}
        autoComplete="name"
        required
        maxLength={40}
      />
      <TextField
        {...inputOf(fields.phone, 'tel')}
        label={t('checkout:address.phone')}
        hint={phoneHint}
        autoComplete="tel"
        inputMode="tel"
        required
      />
      <TextField
        {...inputOf(fields.province)}
        label={t('checkout:address.province')}
        autoComplete="address-level1"
        list="provinces"
        required
        maxLength={20}
      />
      <datalist id="provinces">
        {provinces.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <TextField
        {...inputOf(fields.city)}
        label={t('checkout:address.city')}
        autoComplete="address-level2"
        required
        maxLength={20}
      />
      <TextField
        {...inputOf(fields.district)}
        label={t('checkout:address.district')}
        autoComplete="address-level3"
        required
        maxLength={20}
      />
      <TextField
        {...inputOf(fields.street)}
        label={t('checkout:address.street')}
        autoComplete="street-address"
        required
        minLength={3}
        maxLength={120}
      />
      <div className="sm:col-span-2">
        <TextField {...inputOf(fields.note)} label={note} optional maxLength={100} autoComplete="off" />
      </div>
    </div>
  )
}
