import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { AllianceTerms } from '#server/alliances/index.ts'
import { useBilingual, useLocale } from '#app/i18n/use-locale.ts'
import { sharePercents } from '#shared/alliance.ts'

type Terms = Pick<AllianceTerms, 'alliance' | 'baseBp' | 'members'>

export const BP_PER_PERCENT = 100

/** `9.42%`, in the reader's digits; in a column each has as many places as the others */
export function usePercent({ inColumn = false } = {}) {
  const locale = useLocale()
  const places = inColumn ? { minimumFractionDigits: 2 } : {}
  const format = new Intl.NumberFormat(locale, { ...places, maximumFractionDigits: 2 })
  return (percent: number) => `${format.format(percent)}%`
}

/** Of each member's contribution its share, by the function that divides. */
export function percentsOf({ baseBp, members }: Pick<Terms, 'baseBp' | 'members'>) {
  return sharePercents({
    baseBp,
    seats: members.map(({ collective, contribution }) => ({ party: collective.partyId, contribution })),
  })
}

export const largestFirst = (members: Terms['members']) =>
  members.toSorted((a, b) => b.contribution - a.contribution)

/** Who shares, what each brings, and which part that makes. `own`: the reader's own collective. */
export function MemberTable({ terms, own }: { terms: Terms; own?: string }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const locale = useLocale()
  const percentText = usePercent({ inColumn: true })
  const percents = percentsOf(terms)
  const whole = new Intl.NumberFormat(locale)
  return (
    <table className="mt-3 w-full">
      <caption className="sr-only">{t('alliances:members.caption')}</caption>
      <thead>
        <tr className="border-line text-ink-soft border-b text-sm">
          <th scope="col" className="py-2 pr-2 text-left font-medium">
            {t('alliances:members.village')}
          </th>
          <th scope="col" className="px-2 py-2 text-right font-medium">
            {say(terms.alliance.measure)}
          </th>
          <th scope="col" className="py-2 pl-2 text-right font-medium">
            {t('alliances:members.share')}
          </th>
        </tr>
      </thead>
      <tbody className="divide-line divide-y">
        {largestFirst(terms.members).map(({ collective, villageKey, contribution }) => (
          <tr key={collective.id} className={collective.id === own ? 'bg-tea-50 font-semibold' : ''}>
            <th scope="row" className="py-2.5 pr-2 text-left font-normal">
              {villageKey ? (
                <Link
                  to={`/villages/${villageKey}`}
                  className="text-tea-700 font-medium underline-offset-4 hover:underline"
                >
                  {say(collective.name)}
                </Link>
              ) : (
                say(collective.name)
              )}
            </th>
            <td className="px-2 py-2.5 text-right tabular-nums">{whole.format(contribution)}</td>
            <td className="py-2.5 pl-2 text-right tabular-nums">
              {percentText(percents.get(collective.partyId) ?? 0)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How shares come about, in one sentence. */
export function Formula({ terms }: { terms: Terms }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const base = terms.baseBp / BP_PER_PERCENT
  return (
    <p className="mt-1">
      {t('alliances:formula', {
        ...{ base, rest: 100 - base, count: terms.members.length },
        measure: say(terms.alliance.measure),
      })}
    </p>
  )
}
