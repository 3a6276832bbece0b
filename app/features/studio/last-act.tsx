import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocale } from '#app/i18n/use-locale.ts'
import { formatMoment } from '#app/ui/moment.tsx'
import type { HostAct } from '#shared/host-commands.ts'
import type { NameOf } from './command-name.ts'

/** Who of those who may command did what last. */
export function LastAct({ act, nameOf }: { act: HostAct | null; nameOf: NameOf }) {
  const { t } = useTranslation()
  const locale = useLocale()
  if (!act) return null
  return (
    <p className="text-ink-soft flex items-center gap-2 text-sm">
      <History aria-hidden className="size-4 shrink-0" />
      {t('studio:lastAct', { by: act.byName, at: formatMoment(act.at, locale, 'time'), what: nameOf(act) })}
    </p>
  )
}
