import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { SealedHead } from '#server/ledger/index.ts'
import { Hash } from '#app/features/proofs/hash.tsx'
import { Card, Section } from '#app/ui/card.tsx'

const link = 'text-tea-700 inline-flex min-h-12 items-center underline-offset-4 hover:underline'

/** Where the figures are from, and how they are had again. */
export function ProofNote({ head, address }: { head: SealedHead; address: string }) {
  const { t } = useTranslation()
  return (
    <Section title={t('books:proof.title')}>
      <Card>
        <p>{t('books:proof.from', { height: head.height })}</p>
        {head.hash && (
          <p className="mt-2 text-sm">
            <span className="text-ink-soft">{t('books:proof.hash')}</span> <Hash hex={head.hash} />
          </p>
        )}
        <p className="mt-2">{t('books:proof.what')}</p>
        <p className="mt-2 flex flex-wrap gap-x-6">
          <Link to="/ledger" className={link}>
            {t('books:proof.how')}
          </Link>
          <Link to={address} className={link}>
            {t('books:proof.keep')}
          </Link>
        </p>
      </Card>
    </Section>
  )
}
