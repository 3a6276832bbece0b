import { useTranslation } from 'react-i18next'
import type { ChatView } from '#shared/chat.ts'
import { folded } from '../live/chat-lines.ts'
import { ChatLine } from '../live/chat.tsx'

const SHOWN = 12

/** What the room said, as the recording comes to it. */
export function ReplayChat({ lines }: { lines: readonly ChatView[] }) {
  const { t } = useTranslation()
  const shown = folded(lines).slice(-SHOWN)
  return (
    <section aria-label={t('live:replay.chat')} className="bg-surface rounded-card shadow-card p-4">
      <h2 className="mb-2 font-serif text-lg font-bold">{t('live:replay.chat')}</h2>
      <ul className="flex min-h-24 flex-col justify-end gap-2 lg:min-h-96">
        {shown.length === 0 && <li className="text-ink-soft text-sm">{t('live:replay.quiet')}</li>}
        {shown.map((line) => (
          <ChatLine key={line.id} line={line} />
        ))}
      </ul>
    </section>
  )
}
