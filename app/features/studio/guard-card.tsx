import { ShieldAlert, ShieldCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { GuardReport } from '#shared/guard.ts'
import { Card } from '#app/ui/card.tsx'
import { Count } from '#app/ui/count.tsx'

/** What the guard has seen in five minutes; nothing at all while there was nothing to see. */
export function GuardCard({ guard }: { guard: GuardReport }) {
  const { t } = useTranslation()
  const { isUnderAttack, strangers, addresses, asked, proved, limited } = guard
  if (!isUnderAttack && asked === 0 && limited === 0) return null
  const counts = { strangers, addresses, asked, proved, limited }
  const Icon = isUnderAttack ? ShieldAlert : ShieldCheck
  return (
    <Card className={isUnderAttack ? 'border-vermilion-400 border' : ''}>
      <div role="status" className="flex gap-3">
        <Icon
          aria-hidden
          className={isUnderAttack ? 'text-vermilion-600 size-6 shrink-0' : 'text-tea-600 size-6 shrink-0'}
        />
        <div>
          <h2 className="font-medium">{t(isUnderAttack ? 'studio:guard.attack' : 'studio:guard.calm')}</h2>
          <p className="text-ink-soft mt-1 text-sm">
            {t(isUnderAttack ? 'studio:guard.attackText' : 'studio:guard.calmText')}
          </p>
        </div>
      </div>
      <dl className="border-line mt-3 grid grid-cols-3 gap-x-2 gap-y-3 border-t pt-3 sm:grid-cols-5">
        {Object.entries(counts).map(([name, value]) => (
          <div key={name} className="flex flex-col-reverse text-center">
            <dt className="text-ink-soft text-sm">{t(`studio:guard.${name}`)}</dt>
            <dd className="text-lg font-semibold tabular-nums">
              <Count value={value} />
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
