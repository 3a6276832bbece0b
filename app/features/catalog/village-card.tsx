import { Link } from '@remix-run/react'
import type { VillageSummary } from '#server/registry/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { GoodsPicture } from './goods-picture.tsx'

export function VillageCard({ village }: { village: VillageSummary }) {
  const say = useBilingual()
  return (
    <Link
      to={`/villages/${village.key}`}
      className="group bg-surface rounded-card shadow-card hover:shadow-raised block overflow-hidden transition-shadow"
    >
      <span className="block aspect-[16/10] overflow-hidden">
        <GoodsPicture
          name={village.picture}
          alt=""
          sizes="(min-width: 1024px) 360px, (min-width: 640px) 50vw, 100vw"
          className="size-full transition-transform duration-300 group-hover:scale-[1.03]"
        />
      </span>
      <span className="block p-4">
        <span className="block font-serif text-lg font-bold">{say(village.name)}</span>
        <span className="text-ink-soft text-sm">{say(village.place)}</span>
      </span>
    </Link>
  )
}
