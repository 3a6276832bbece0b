import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { SumTable } from '#app/ui/sum-table.tsx'
import { shareAlliance, wholeOf } from '#shared/alliance.ts'
import type { Bilingual } from '#shared/locale.ts'
import { fen } from '#shared/money.ts'
import { BP_PER_PERCENT } from './member-table.tsx'

/** ¥100.00 */
const HUNDRED = fen(10_000)

type TypedTerms = { basePercent: string; seats: readonly { collectiveId: string; contribution: string }[] }
type Named = { id: string; name: Bilingual }

/** What a form of terms says now. `onInput` goes on the form, which sends pairs of `collectiveId` and `contribution`. */
export function useTypedTerms(initial: TypedTerms) {
  const [typed, setTyped] = useState(initial)
  function onInput({ currentTarget }: FormEvent<HTMLFormElement>) {
    const form = new FormData(currentTarget)
    const contributions = form.getAll('contribution').map(String)
    setTyped({
      basePercent: String(form.get('basePercent')),
      seats: form.getAll('collectiveId').map((id, at) => ({
        collectiveId: String(id),
        contribution: contributions[at] ?? '',
      })),
    })
  }
  return { typed, onInput }
}

/** What of a hundred yuan each village would get, by the function that divides. */
export function SharePreview({ typed, villages }: { typed: TypedTerms; villages: readonly Named[] }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const basePercent = wholeOf(typed.basePercent)
  const seats = typed.seats.flatMap(({ collectiveId, contribution: text }) => {
    const contribution = wholeOf(text)
    return collectiveId === '' || contribution === null ? [] : [{ party: collectiveId, contribution }]
  })
  if (basePercent === null || basePercent > 100 || seats.length < 2)
    return <p className="text-ink-soft">{t('alliances:preview.none')}</p>
  const shares = shareAlliance(HUNDRED, { baseBp: basePercent * BP_PER_PERCENT, seats }, 'preview')
  const rows = villages.flatMap(({ id, name }) => {
    const amount = shares.get(id)
    return amount === undefined ? [] : [{ key: id, label: say(name), amount }]
  })
  return (
    <div aria-live="polite">
      <p className="font-medium">{t('alliances:preview.title')}</p>
      <SumTable caption={t('alliances:preview.title')} rows={rows} total={t('alliances:preview.total')} />
    </div>
  )
}
