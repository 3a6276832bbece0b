import { Eye } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PersonReadView } from '#server/person-reads/index.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Moment } from '#app/ui/moment.tsx'

type Props = {
  reads: readonly PersonReadView[]
  /** whether there may be earlier ones */
  more: boolean
  /** whose data a read was of; null: the list of everybody */
  whose(subjectParty: string | null): string
}

/** 查阅记录, newest first. */
export function ReadsList({ reads, more, whose }: Props) {
  const { t } = useTranslation()
  const last = reads.at(-1)
  if (!last)
    return (
      <EmptyState icon={Eye} title={t('statements:reads.empty')}>
        {t('statements:reads.emptyLead')}
      </EmptyState>
    )
  return (
    <>
      <Card padded={false} className="overflow-hidden">
        <ul className="divide-line divide-y">
          {reads.map((read) => (
            <li key={read.readId} className="px-4 py-3 sm:px-6">
              <span className="font-medium">
                {read.readerName} · {t(`identity:roles.${read.readerRole}`)}
              </span>
              <span className="block">
                {whose(read.subjectParty)} · {t(`statements:reads.pages.${pageKey(read.page)}`)}
              </span>
              <Moment at={read.at} style="dateTimeYear" className="text-ink-soft block text-sm" />
            </li>
          ))}
        </ul>
      </Card>
      {more && (
        <LinkButton to={`?before=${last.readId}`} tone="plain" className="mt-4 print:hidden">
          {t('statements:reads.older')}
        </LinkButton>
      )}
    </>
  )
}

const PAGES = [
  [/\.payouts/, 'payouts'],
  [/lines\..*proof/, 'proof'],
  [/\.lines\./, 'line'],
  [/members\.\$partyId/, 'statement'],
  [/\.members\./, 'members'],
  [/\.register/, 'register'],
  [/accounts\.export/, 'export'],
  [/\.accounts/, 'accounts'],
  [/\.dividends/, 'dividends'],
  [/\.write-offs/, 'writeOffs'],
  [/\.orders/, 'orders'],
] as const

function pageKey(page: string) {
  return PAGES.find(([pattern]) => pattern.test(page))?.[1] ?? 'other'
}
