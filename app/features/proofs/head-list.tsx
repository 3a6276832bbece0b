import { Link } from '@remix-run/react'
import { Link2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PublishedHead } from '#server/ledger/index.ts'
import { Card, Section } from '#app/ui/card.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Moment } from '#app/ui/moment.tsx'
import { RowLink } from '#app/ui/row-link.tsx'
import { Hash } from './hash.tsx'

type Props = { heads: readonly PublishedHead[]; older: string | null; newest: boolean }

/** Every published head, newest first; each leads to its notice. */
export function HeadList({ heads, older, newest }: Props) {
  const { t } = useTranslation()
  if (heads.length === 0 && newest)
    return (
      <div className="mt-10">
        <EmptyState icon={Link2} title={t('proofs:ledger.none')}>
          {t('proofs:ledger.noneLead')}
        </EmptyState>
      </div>
    )
  return (
    <Section
      title={t('proofs:ledger.heads')}
      action={
        <a
          href="/ledger/heads.json"
          className="text-tea-700 inline-flex min-h-11 items-center text-sm underline underline-offset-4"
        >
          {t('proofs:ledger.json')}
        </a>
      }
    >
      <Card padded={false} className="overflow-hidden">
        <ol className="divide-line divide-y">
          {heads.map((head) => (
            <li key={head.when}>
              <RowLink to={`/ledger/${head.when}`}>
                <span className="min-w-0 flex-1">
                  <span className="flex flex-wrap items-baseline justify-between gap-x-4">
                    <Moment at={head.when} style="date" className="font-semibold" />
                    <span className="text-ink-soft text-sm">
                      {t('proofs:head.entries', { height: head.height, count: head.lastSeq })}
                    </span>
                  </span>
                  <Hash hex={head.hash} className="text-ink-soft mt-1 block" />
                </span>
              </RowLink>
            </li>
          ))}
        </ol>
      </Card>
      <nav className="mt-3 flex justify-between gap-4" aria-label={t('proofs:ledger.heads')}>
        {newest ? <span /> : <PageLink to="/ledger">{t('proofs:ledger.newestFirst')}</PageLink>}
        {older && <PageLink to={`/ledger?before=${older}`}>{t('proofs:ledger.older')}</PageLink>}
      </nav>
    </Section>
  )
}

function PageLink({ to, children }: { to: string; children: string }) {
  return (
    <Link
      to={to}
      className="text-tea-700 inline-flex min-h-12 items-center px-1 underline underline-offset-4"
    >
      {children}
    </Link>
  )
}
