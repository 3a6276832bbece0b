import { useTranslation } from 'react-i18next'
import type { Agreement } from '#server/clearing/index.ts'
import { Card } from '#app/ui/card.tsx'
import { Money } from '#app/ui/money.tsx'

/** What cancels out, by kind. */
export function AgreementList({ agreed }: { agreed: readonly Agreement[] }) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="agreed" className="mt-8">
      <h2 id="agreed" className="font-serif text-xl font-bold">
        {t('clearing:agreed')}
      </h2>
      {agreed.length === 0 ? (
        <p className="text-ink-soft mt-2">{t('clearing:agreedNone')}</p>
      ) : (
        <Card padded={false} className="mt-3">
          <ul className="divide-line divide-y">
            {agreed.map(({ type, count, amountFen }) => (
              <li key={type} className="flex items-baseline justify-between gap-3 px-4 py-3 sm:px-6">
                <span>
                  {t(`clearing:types.${type}`, { defaultValue: type })}{' '}
                  <span className="text-ink-soft text-sm">{t('clearing:lines', { count })}</span>
                </span>
                <Money amount={amountFen} className="font-semibold" />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </section>
  )
}
