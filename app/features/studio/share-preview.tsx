import { useTranslation } from 'react-i18next'
import type { SplitPreview } from '#server/revenue-share/index.ts'
import { ruleName } from '#app/features/rules/rule-words.ts'
import { Card } from '#app/ui/card.tsx'
import { Money, Price } from '#app/ui/money.tsx'
import { timesFen, zeroFen, type Fen } from '#shared/money.ts'

export type SalePreview = {
  split: SplitPreview
  /** 划线价; null: nothing that was paid was more */
  referenceFen: Fen | null
}
type Props = { preview: SalePreview | null; quantity: number; busy: boolean }

/** What the household gets of each unit, before anything is saved. Said again whenever it changes. */
export function SharePreview({ preview, quantity, busy }: Props) {
  const { t } = useTranslation()
  return (
    <Card className={busy ? 'opacity-70' : ''}>
      <h2 className="font-serif text-lg font-bold">{t('studio:form.preview')}</h2>
      <div aria-live="polite">
        {preview ? (
          <Shares preview={preview} quantity={quantity} />
        ) : (
          <p className="text-ink-soft mt-1 text-sm">{t('studio:form.previewLead')}</p>
        )}
      </div>
    </Card>
  )
}

function Shares({ preview, quantity }: { preview: SalePreview; quantity: number }) {
  const { t } = useTranslation()
  const { legs, ruleCode, version } = preview.split
  const household = legs.find(({ partyKind }) => partyKind === 'household')?.amountFen ?? zeroFen
  return (
    <>
      <p className="mt-2">
        <span className="text-ink-soft block text-sm">{t('studio:form.perUnit')}</span>
        <Price amount={household} className="text-tea-700 text-4xl" />
      </p>
      {quantity > 1 && (
        <p className="text-ink-soft text-sm">
          {t('studio:form.all', { count: quantity })} <Money amount={timesFen(household, quantity)} />
        </p>
      )}
      <dl className="divide-line border-line mt-4 divide-y border-y">
        {legs.map(({ partyKind, amountFen }) => (
          <div key={partyKind} className="flex justify-between gap-3 py-2">
            <dt className={partyKind === 'household' ? 'font-medium' : 'text-ink-soft'}>
              {t(`studio:form.leg.${partyKind}`)}
            </dt>
            <dd>
              <Money amount={amountFen} className={partyKind === 'household' ? 'font-semibold' : ''} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-ink-soft mt-3 text-sm">
        {preview.referenceFen === null ? (
          t('studio:form.noReference')
        ) : (
          <>
            {t('studio:form.reference')} <Money amount={preview.referenceFen} struck />
          </>
        )}
      </p>
      <p className="text-ink-faint mt-3 text-xs">
        {t('studio:form.rule', { code: ruleName(t, ruleCode), version })}
      </p>
    </>
  )
}
