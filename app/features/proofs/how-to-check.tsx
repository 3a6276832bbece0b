import { Download, FileCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Card, Section } from '#app/ui/card.tsx'
import { Hash } from './hash.tsx'

const steps = ['howProof', 'howPage', 'howNotice'] as const

export const CHECK_PAGE = '/check-proof.html'
const link =
  'rounded-control inline-flex min-h-12 items-center justify-center gap-2 px-5 text-center font-medium'

/** What anybody can do by themselves, and what it is worth. */
export function HowToCheck({ publicKey }: { publicKey: string }) {
  const { t } = useTranslation()
  return (
    <div className="lg:grid lg:grid-cols-2 lg:gap-6">
      <Section title={t('proofs:ledger.how')}>
        <Card>
          <ol className="space-y-3">
            {steps.map((step, at) => (
              <li key={step} className="flex gap-3">
                <span
                  aria-hidden
                  className="bg-tea-100 text-tea-800 grid size-7 shrink-0 place-items-center rounded-full text-sm font-semibold"
                >
                  {at + 1}
                </span>
                {t(`proofs:ledger.${step}`)}
              </li>
            ))}
          </ol>
          <div className="mt-5 flex flex-wrap gap-3">
            <a href={CHECK_PAGE} className={`${link} bg-tea-600 hover:bg-tea-700 text-white`}>
              <FileCheck aria-hidden className="size-5" />
              {t('proofs:ledger.openPage')}
            </a>
            <a
              href={CHECK_PAGE}
              download
              className={`${link} bg-surface border-line-strong/60 hover:bg-paper-deep border`}
            >
              <Download aria-hidden className="size-5" />
              {t('proofs:ledger.savePage')}
            </a>
          </div>
        </Card>
      </Section>
      <Section title={t('proofs:ledger.limits')}>
        <Card>
          <p>{t('proofs:ledger.limitsProves')}</p>
          <p className="mt-3">{t('proofs:ledger.limitsNot')}</p>
          <p className="text-ink-soft mt-4 text-sm">{t('proofs:ledger.key')}</p>
          <Hash hex={publicKey} className="block" />
        </Card>
      </Section>
    </div>
  )
}
