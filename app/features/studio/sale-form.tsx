import { Form, useFetcher, useNavigation } from '@remix-run/react'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { VariantSnapshot } from '#server/catalog/index.ts'
import { Button } from '#app/ui/button.tsx'
import { ChoiceChips } from '#app/ui/choice-chips.tsx'
import { CheckField, TextField } from '#app/ui/field.tsx'
import {
  PAY_FIRST_AFTER_LAPSES,
  PAY_FIRST_SEC,
  PAY_FIRST_WITHIN_HOURS,
  saleOpening,
} from '#shared/flash-sale.ts'
import { SALE_DURATIONS_SEC } from '#shared/studio.ts'
import { RefusalNotice } from './refusal-notice.tsx'
import { SharePreview, type SalePreview } from './share-preview.tsx'
import type { HostRefusal } from './use-host-commands.ts'
import { VariantChoice } from './variant-choice.tsx'

const TYPING_PAUSE_MS = 300
const SECONDS_A_MINUTE = 60
const DEFAULTS = { total: '20', perBuyerLimit: '2', durationSec: '300', opening: 'first_come' }

type Fields = Record<string, unknown>
type Props = {
  villageId: string
  variants: readonly VariantSnapshot[]
  preview: SalePreview | null
  filled: Fields
  /** names of fields that the server refused */
  wrong: readonly string[]
  refusal: HostRefusal | null
}

/** The preview follows what is typed; without scripts the button 算一算 asks for it by loading the page again. */
function useLivePreview(villageId: string, loaded: SalePreview | null) {
  const fetcher = useFetcher<{ preview: SalePreview | null }>()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const { load } = fetcher
  useEffect(() => () => clearTimeout(timer.current), [])

  function follow(form: HTMLFormElement) {
    const fields = new FormData(form)
    const query = new URLSearchParams()
    for (const name of ['variantId', 'priceYuan']) query.set(name, String(fields.get(name) ?? ''))
    clearTimeout(timer.current)
    timer.current = setTimeout(() => load(`/studio/${villageId}/sales/new?${query}`), TYPING_PAUSE_MS)
  }
  return { follow, busy: fetcher.state !== 'idle', preview: fetcher.data ? fetcher.data.preview : loaded }
}

export function SaleForm({ villageId, variants, preview: loaded, filled, wrong, refusal }: Props) {
  const { t } = useTranslation()
  const saving = useNavigation().state === 'submitting'
  const { follow, preview, busy } = useLivePreview(villageId, loaded)
  const [quantity, setQuantity] = useState(Number(filled.total ?? DEFAULTS.total))

  function changed(event: FormEvent<HTMLFormElement>) {
    const form = event.currentTarget
    setQuantity(Number(new FormData(form).get('total')))
    follow(form)
  }
  return (
    <Form
      method="post"
      onChange={changed}
      className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start"
    >
      {text(filled.session) && <input type="hidden" name="session" value={text(filled.session)} />}
      <div className="grid gap-6">
        <RefusalNotice refusal={refusal} />
        <VariantChoice
          variants={variants}
          chosen={text(filled.variantId)}
          wrong={wrong.includes('variantId')}
        />
        <Amounts filled={filled} wrong={wrong} />
      </div>
      <div className="grid gap-4 lg:sticky lg:top-20">
        <SharePreview preview={preview} quantity={quantity} busy={busy} />
        <noscript>
          <Button type="submit" formMethod="get" formNoValidate tone="plain" wide>
            {t('studio:form.compute')}
          </Button>
        </noscript>
        <Button type="submit" size="large" wide busy={saving}>
          {t('studio:form.save')}
        </Button>
      </div>
    </Form>
  )
}

function Amounts({ filled, wrong }: { filled: Fields; wrong: readonly string[] }) {
  const { t } = useTranslation()
  const errorOf = (name: string, kind = 'invalid') => (wrong.includes(name) ? [kind] : [])
  const openings = saleOpening.options.map((value) => ({ value, label: t(`studio:form.opening.${value}`) }))
  const durations = SALE_DURATIONS_SEC.map((seconds) => ({
    value: String(seconds),
    label: t('studio:form.minutes', { count: seconds / SECONDS_A_MINUTE }),
  }))
  return (
    <>
      <TextField
        label={t('studio:form.price')}
        hint={t('studio:form.priceHint')}
        errors={errorOf('priceYuan', 'amount')}
        name="priceYuan"
        inputMode="decimal"
        autoComplete="off"
        defaultValue={text(filled.priceYuan)}
        required
        className="text-xl font-semibold tabular-nums"
      />
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label={t('studio:form.total')}
          errors={errorOf('total')}
          name="total"
          type="number"
          min={1}
          inputMode="numeric"
          defaultValue={text(filled.total) ?? DEFAULTS.total}
          required
        />
        <TextField
          label={t('studio:form.perBuyerLimit')}
          errors={errorOf('perBuyerLimit')}
          name="perBuyerLimit"
          type="number"
          min={1}
          max={99}
          inputMode="numeric"
          defaultValue={text(filled.perBuyerLimit) ?? DEFAULTS.perBuyerLimit}
          required
        />
      </div>
      <ChoiceChips
        name="durationSec"
        legend={t('studio:form.duration')}
        choices={durations}
        defaultValue={text(filled.durationSec) ?? DEFAULTS.durationSec}
      />
      <div className="grid gap-2">
        <ChoiceChips
          name="opening"
          legend={t('studio:form.openingLegend')}
          choices={openings}
          defaultValue={text(filled.opening) ?? DEFAULTS.opening}
        />
        <p className="text-ink-soft text-sm">{t('studio:form.openingHint')}</p>
      </div>
      <PayFirst ticked={filled.payFirst === 'on'} />
    </>
  )
}

function PayFirst({ ticked }: { ticked: boolean }) {
  const { t } = useTranslation()
  const terms = { hours: PAY_FIRST_WITHIN_HOURS, lapses: PAY_FIRST_AFTER_LAPSES, sec: PAY_FIRST_SEC }
  return (
    <CheckField
      name="payFirst"
      label={t('studio:form.payFirst')}
      hint={t('studio:form.payFirstHint', terms)}
      defaultChecked={ticked}
    />
  )
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
