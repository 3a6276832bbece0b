import { useTranslation } from 'react-i18next'
import type { DemoMessage } from '#server/identity/index.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'

const CODE = /\d{6}/

function Newest({ message }: { message: DemoMessage }) {
  const { t } = useTranslation()
  const code = CODE.exec(message.text)?.[0]
  return (
    <Card>
      <div aria-live="polite">
        <p className="text-ink-soft flex justify-between gap-3 text-sm">
          <span className="tabular-nums">{t('identity:messages.to', { phone: message.phone })}</span>
          <Moment at={message.createdAt} />
        </p>
        {code && (
          <p className="mt-3">
            <span className="text-ink-soft block text-sm">{t('identity:messages.code')}</span>
            <strong className="text-tea-800 block text-5xl font-semibold tracking-[0.15em] tabular-nums select-all">
              {code}
            </strong>
          </p>
        )}
        <p className="text-ink-soft mt-3 text-sm">{message.text}</p>
      </div>
    </Card>
  )
}

/** Newest first, its code large enough to read across a desk. */
export function MessageList({ messages }: { messages: readonly DemoMessage[] }) {
  const { t } = useTranslation()
  const [newest, ...older] = messages
  return (
    <div className="grid gap-6">
      {newest && <Newest message={newest} />}
      {older.length > 0 && (
        <section aria-label={t('identity:messages.older')}>
          <h2 className="text-ink-soft mb-2 text-sm font-medium">{t('identity:messages.older')}</h2>
          <ul className="divide-line border-line divide-y border-y">
            {older.map((message) => (
              <li key={message.id} className="py-3 text-sm">
                <p className="text-ink-soft flex justify-between gap-3">
                  <span className="tabular-nums">{t('identity:messages.to', { phone: message.phone })}</span>
                  <Moment at={message.createdAt} />
                </p>
                <p>{message.text}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
