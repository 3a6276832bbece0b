import { useRouteLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import type { loader as coopLoader } from '#app/routes/coop.tsx'
import { Tabs, type Tab } from '#app/ui/tabs.tsx'
import type { Bilingual } from '#shared/locale.ts'

type Props = { organisation: { id: string; name: Bilingual; kind: string } }

/** Whose book this is, and its pages. */
export function BookHeader({ organisation }: Props) {
  const { t } = useTranslation()
  const say = useBilingual()
  const audits = useRouteLoaderData<typeof coopLoader>('routes/coop')?.audits.includes(organisation.id)
  const home = `/coop/${organisation.id}`
  const places: Tab[] = [
    { to: home, label: t('coop:tabs.ours') },
    { to: `${home}/statement`, label: t('coop:tabs.statement') },
    { to: `${home}/members`, label: t('coop:tabs.members'), below: true },
    { to: `${home}/accounts`, label: t('coop:tabs.accounts'), below: true },
    ...(audits ? [{ to: `${home}/reads`, label: t('coop:tabs.reads') }] : workPlaces()),
  ]
  /** where staff do something; an auditor reads */
  function workPlaces() {
    return [
      ...(organisation.kind === 'cooperative'
        ? [
            { to: `${home}/orders`, label: t('coop:tabs.orders'), below: true },
            { to: `${home}/lots`, label: t('coop:tabs.lots'), below: true },
            { to: `${home}/rules`, label: t('coop:tabs.rules'), below: true },
            { to: `${home}/write-offs`, label: t('coop:tabs.writeOffs') },
            { to: `${home}/licence`, label: t('admission:operator.tab') },
          ]
        : []),
      ...(organisation.kind === 'collective'
        ? [{ to: `${home}/alliance`, label: t('alliances:staff.tab'), below: true }]
        : []),
      { to: `${home}/register`, label: t('equity:tab'), below: true },
      { to: `${home}/dividends`, label: t('dividends:tabs.dividends'), below: true },
      { to: `${home}/grants`, label: t('dividends:tabs.grants') },
    ]
  }
  return (
    <div className="mb-6">
      <p className="text-ink-soft text-sm">{t(`coop:kind.${organisation.kind}`)}</p>
      <h1 className="font-serif text-2xl font-bold sm:text-3xl">{say(organisation.name)}</h1>
      <Tabs label={t('coop:title')} tabs={places} />
    </div>
  )
}
