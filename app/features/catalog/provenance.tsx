import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import type { LotRecall, ProductPage, VariantPart, VariantView } from '#server/catalog/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Moment } from '#app/ui/moment.tsx'
import { Notice } from '#app/ui/notice.tsx'

type ProvenanceProps = { product: ProductPage; variant: VariantView }

/** 溯源: who grew it, where, when, and the paper that says so. */
export function Provenance({ product, variant }: ProvenanceProps) {
  const { t } = useTranslation()
  const say = useBilingual()
  const [only, ...others] = variant.parts
  return (
    <Facts title={t('shop:product.origin')}>
      <Fact label={t('shop:product.household')}>{say(product.household.name)}</Fact>
      <Fact label={t('shop:product.cooperative')}>{say(product.cooperative.name)}</Fact>
      {only && others.length === 0 ? (
        <LotFacts part={only} />
      ) : (
        variant.parts.map((part) => (
          <Fact key={part.lot.id + part.unit.zh} label={say(part.goods)}>
            <PartLines part={part} />
          </Fact>
        ))
      )}
    </Facts>
  )
}

/** The lot of ordinary goods, fact by fact. */
function LotFacts({ part: { lot } }: { part: VariantPart }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <>
      <Fact label={t('shop:product.base')}>
        {t('shop:product.baseArea', { name: say(lot.base.name), area: lot.base.areaMu })}
      </Fact>
      <Fact label={t('shop:product.harvestedOn')}>
        <Moment at={lot.harvestedOn} style="date" />
      </Fact>
      <Fact label={t('shop:product.lot')}>
        <span className="font-mono text-sm">{lot.code}</span>
        {lot.recall && <Recalled />}
      </Fact>
      <Fact label={t('shop:product.certificate')}>
        <span className="font-mono text-sm">{lot.certificateNo ?? t('shop:product.noCertificate')}</span>
      </Fact>
    </>
  )
}

/** One of the things in a gift box, with its own lot and certificate. */
function PartLines({ part: { lot, unit, units } }: { part: VariantPart }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <>
      {t('shop:product.part', { count: units, unit: say(unit) })}
      <span className="text-ink-soft block text-sm">
        {say(lot.base.name)} · <Moment at={lot.harvestedOn} style="date" />
      </span>
      <span className="text-ink-soft block font-mono text-xs break-all">
        {lot.code} · {lot.certificateNo ?? t('shop:product.noCertificate')}
      </span>
      {lot.recall && <Recalled />}
    </>
  )
}

function Recalled() {
  const { t } = useTranslation()
  return <span className="text-vermilion-700 block text-sm font-medium">{t('shop:product.recalled')}</span>
}

/** Instead of the button: why these goods are not sold any more. */
export function RecallNotice({ recall }: { recall: LotRecall }) {
  const { t } = useTranslation()
  return (
    <Notice tone="danger" title={t('shop:product.recallTitle')}>
      <p>
        <Moment at={recall.at} style="dateTimeYear" /> · {t('shop:product.recallReason', recall)}
      </p>
      <p>{t('shop:product.recallText')}</p>
    </Notice>
  )
}

export function Keeping({ product }: { product: ProductPage }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <Facts title={t('shop:product.keep')}>
      <Fact label={t('shop:product.storage')}>{say(product.storage)}</Fact>
      <Fact label={t('shop:product.shelfLife')}>
        {t('shop:product.shelfLifeDays', { count: product.shelfLifeDays })}
      </Fact>
      <Fact label={t('shop:product.returns')}>{t(`shop:product.returnRule.${product.returnClass}`)}</Fact>
    </Facts>
  )
}

function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="font-serif text-lg font-bold">{title}</h2>
      <dl className="divide-line mt-2 divide-y">{children}</dl>
    </section>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7rem_1fr] gap-3 py-2.5">
      <dt className="text-ink-faint text-sm leading-6">{label}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  )
}
