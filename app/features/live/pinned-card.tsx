import { Link } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Price } from '#app/ui/money.tsx'
import type { PinnedCard as Pinned } from '#shared/show.ts'
import { GoodsPicture } from '../catalog/goods-picture.tsx'

/** 讲解中: what the host talks about, also while no sale of it runs. */
export function PinnedCard({ card }: { card: Pinned | null }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <div aria-live="polite" className="empty:hidden">
      {card && (
        <Link
          to={`/products/${card.productSlug}`}
          className="bg-surface rounded-card shadow-card flex items-center gap-3 p-2.5"
        >
          <span className="size-14 shrink-0 overflow-hidden rounded-lg">
            <GoodsPicture name={card.picture} alt="" sizes="56px" className="size-full" />
          </span>
          <span className="min-w-0 flex-1">
            <span className="flex items-center gap-2">
              <Badge tone="tea">{t('live:pinned')}</Badge>
              <span className="truncate font-medium">{say({ zh: card.titleZh, en: card.titleEn })}</span>
            </span>
            <span className="text-ink-soft mt-0.5 block text-sm">
              {t('live:pinnedFrom')} <Price amount={card.fromFen} className="text-lg" />
            </span>
          </span>
          <ChevronRight aria-hidden className="text-ink-faint size-5 shrink-0" />
        </Link>
      )}
    </div>
  )
}
