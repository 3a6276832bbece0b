import { useTranslation } from 'react-i18next'
import type { AsideLine } from '#shared/chat.ts'
import { ChatAct, type ChatActProps } from './chat-act.tsx'

type Props = ChatActProps & { lines: readonly AsideLine[] }

/** Messages with a word for which they wait; only who said them sees them. */
export function HeldLines({ lines, ...acting }: Props) {
  const { t } = useTranslation()
  if (lines.length === 0) return null
  return (
    <section
      aria-label={t('studio:chat.held.title')}
      className="border-honey-200 bg-honey-50 rounded-control mt-3 border p-3"
    >
      <h3 className="text-honey-900 text-sm font-bold">
        {t('studio:chat.held.count', { count: lines.length })}
      </h3>
      <ol className="divide-honey-200 max-h-64 divide-y overflow-y-auto">
        {lines.map(({ id, author, text, word }) => (
          <li key={id} className="grid grid-cols-1 gap-2 py-2 text-sm">
            <p className="wrap-anywhere">
              <span className="text-ink-soft mr-2">{author}</span>
              <bdi>{text}</bdi> <span className="text-honey-900">{t('studio:chat.held.word', { word })}</span>
            </p>
            <div className="flex flex-wrap gap-2">
              <ChatAct {...acting} act={{ act: 'pass', messageId: id }}>
                {t('studio:chat.held.pass')}
              </ChatAct>
              <ChatAct {...acting} act={{ act: 'refuse', messageId: id }} tone="danger">
                {t('studio:chat.held.refuse')}
              </ChatAct>
              <ChatAct {...acting} act={{ act: 'mute', messageId: id, span: '1h' }} tone="quiet">
                {t('studio:chat.mute.1h')}
              </ChatAct>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
