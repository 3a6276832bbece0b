import { CircleCheck, CircleDashed } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ToTry } from '#shared/rehearsal-room.ts'

/** What was done in a rehearsal, from the commands that were given in it, and what is still to try. */
export function TriedList({ tried }: { tried: readonly { what: ToTry; done: boolean }[] }) {
  const { t } = useTranslation()
  return (
    <ul className="divide-line divide-y">
      {tried.map(({ what, done }) => {
        const Icon = done ? CircleCheck : CircleDashed
        return (
          <li key={what} className="flex min-h-14 items-center gap-3 px-4 py-2 sm:px-6">
            <Icon
              aria-hidden
              className={done ? 'text-tea-600 size-6 shrink-0' : 'text-ink-faint size-6 shrink-0'}
            />
            <span className="min-w-0 flex-1 font-medium">
              {t(`studio:command.${what.replace(':', '.')}`)}
            </span>
            <span className={done ? 'text-tea-700 text-sm' : 'text-ink-soft text-sm'}>
              {t(done ? 'studio:rehearsal.done' : 'studio:rehearsal.undone')}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
