import { clsx } from 'clsx'
import { CircleAlert, CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { PREFLIGHT_CHECKS, type PreflightCheck, type Verdict } from '#shared/preflight.ts'

const looks = {
  waiting: { icon: CircleDashed, colour: 'text-ink-faint' },
  good: { icon: CircleCheck, colour: 'text-tea-600' },
  weak: { icon: CircleAlert, colour: 'text-honey-700' },
  bad: { icon: CircleX, colour: 'text-vermilion-700' },
} as const satisfies Record<Verdict['is'], object>

const unasked: Verdict = { is: 'waiting', why: 'unasked' }
const asked: Verdict = { is: 'waiting', why: 'looking' }

type Props = { verdicts: Partial<Record<PreflightCheck, Verdict>>; isBegun: boolean }

/** 八项检查: each with what it found, and what to do about it. */
export function CheckList({ verdicts, isBegun }: Props) {
  const { t } = useTranslation()
  return (
    <ol className="divide-line divide-y" aria-live="polite">
      {PREFLIGHT_CHECKS.map((check) => {
        const verdict = verdicts[check] ?? (isBegun ? asked : unasked)
        const { icon: Icon, colour } = looks[verdict.is]
        return (
          <li key={check} className="flex min-h-16 items-center gap-3 px-4 py-2 sm:px-6">
            <Icon aria-hidden className={clsx('size-6 shrink-0', colour)} />
            <span className="min-w-0">
              <span className="block font-medium">
                {t(`preflight:check.${check}`)}
                <span className="sr-only"> {t(`preflight:is.${verdict.is}`)}</span>
              </span>
              <span className="text-ink-soft block text-sm wrap-anywhere">
                {t(`preflight:why.${verdict.why}`, { ...verdict.params })}
              </span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
