import { CircleCheck, Hourglass, TriangleAlert } from 'lucide-react'
import { clsx } from 'clsx'
import { useTranslation } from 'react-i18next'
import type { ChainCheck } from '#server/ledger/index.ts'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoment } from '#app/ui/moment.tsx'
import { findingText } from './finding-text.ts'

/** Named one by one; who needs all runs `npm run ledger:verify`. */
const FINDINGS_SHOWN = 20

const looks = {
  unchecked: { box: 'bg-paper-deep text-ink', icon: Hourglass },
  whole: { box: 'bg-tea-100 text-tea-900', icon: CircleCheck },
  broken: { box: 'bg-vermilion-100 text-vermilion-800', icon: TriangleAlert },
} as const

/** How the chain stood when it was last checked: one sentence that can be read from afar, then what it rests on. */
export function ChainStatus({ checks }: { checks: readonly ChainCheck[] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const findings = checks.flatMap((check) => check.findings)
  const state = checks.length === 0 ? 'unchecked' : findings.length === 0 ? 'whole' : 'broken'
  const { box, icon: Icon } = looks[state]
  return (
    <section aria-labelledby="chain-status" className={clsx('rounded-card flex gap-4 p-4 sm:p-6', box)}>
      <Icon aria-hidden className="mt-0.5 size-9 shrink-0" />
      <div className="min-w-0 flex-1">
        <h2 id="chain-status" className="font-serif text-2xl leading-tight font-bold">
          {state === 'broken'
            ? t('proofs:ledger.broken', { count: findings.length })
            : t(state === 'whole' ? 'proofs:ledger.whole' : 'proofs:ledger.unchecked')}
        </h2>
        {state === 'unchecked' && <p className="mt-1">{t('proofs:ledger.uncheckedLead')}</p>}
        {state === 'broken' && (
          <>
            <p className="mt-1">{t('proofs:ledger.brokenLead')}</p>
            <ul className="mt-3 list-disc space-y-1 pl-5 break-words">
              {findings.slice(0, FINDINGS_SHOWN).map((finding, at) => (
                <li key={at}>{findingText(t, finding)}</li>
              ))}
            </ul>
            {findings.length > FINDINGS_SHOWN && (
              <p className="mt-2">{t('proofs:ledger.more', { count: findings.length - FINDINGS_SHOWN })}</p>
            )}
          </>
        )}
        <ul className="mt-2 text-sm">
          {checks.map(({ span, checkedAt, height }) => (
            <li key={span}>{t(`proofs:ledger.${span}`, { at: formatMoment(checkedAt, locale), height })}</li>
          ))}
        </ul>
      </div>
    </section>
  )
}
