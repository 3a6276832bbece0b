import type { ReactNode } from 'react'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { RowLink } from '#app/ui/row-link.tsx'
import type { Bilingual } from '#shared/locale.ts'

type Row = { liveSessionId: string; title: Bilingual; villageName: Bilingual; startsAt: string }
type Props<Session extends Row> = {
  sessions: readonly Session[]
  /** below which each has its page */
  path: string
  more?: (session: Session) => ReactNode
}

/** Sessions as a list to look something up in. */
export function SessionRows<Session extends Row>({ sessions, path, more }: Props<Session>) {
  const say = useBilingual()
  return (
    <Card padded={false} className="overflow-hidden">
      <ul className="divide-line divide-y">
        {sessions.map((session) => (
          <li key={session.liveSessionId}>
            <RowLink to={`${path}/${session.liveSessionId}`}>
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{say(session.title)}</span>
                <span className="text-ink-soft text-sm">
                  {say(session.villageName)} · <Moment at={session.startsAt} />
                </span>
                {more?.(session)}
              </span>
            </RowLink>
          </li>
        ))}
      </ul>
    </Card>
  )
}
