import { useTranslation } from 'react-i18next'
import type { OwedPayee } from '#server/payouts/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Card } from '#app/ui/card.tsx'
import { Money } from '#app/ui/money.tsx'
import { AccountLine } from './account-line.tsx'

/** Who is owed what; those who can't be paid this way say why. */
export function PayeeChoice({ payees }: { payees: readonly OwedPayee[] }) {
  const { t } = useTranslation()
  const say = useBilingual()
  return (
    <Card padded={false}>
      <fieldset>
        <legend className="sr-only">{t('payouts:new.who')}</legend>
        <ul className="divide-line divide-y">
          {payees.map(
            ({ partyId, name, kind, availableFen, proposedFen, payingFen, account, stripeAccount }) => (
              <li key={partyId}>
                <label className="hover:bg-tea-50 flex min-h-16 items-start gap-3 px-4 py-3 sm:px-6">
                  <input
                    type="checkbox"
                    name="party"
                    value={partyId}
                    defaultChecked={account !== null && proposedFen === 0 && availableFen > 0}
                    disabled={availableFen <= 0}
                    className="accent-tea-600 mt-0.5 size-6 shrink-0"
                  />
                  <span className="min-w-0 flex-1">
                    <span className="block font-medium">{say(name)}</span>
                    <span className="text-ink-soft block text-sm">
                      {t(`payouts:kinds.${kind}`)} · <AccountLine account={account} />
                    </span>
                    {stripeAccount && (
                      <span className="text-ink-soft block text-sm">
                        <AccountLine account={stripeAccount} />
                      </span>
                    )}
                    {proposedFen > 0 && (
                      <span className="text-honey-900 block text-sm">
                        {t('payouts:new.proposed')} <Money amount={proposedFen} />
                      </span>
                    )}
                    {payingFen > 0 && (
                      <span className="text-ink-soft block text-sm">
                        {t('payouts:new.paying')} <Money amount={payingFen} />
                      </span>
                    )}
                  </span>
                  <Money amount={availableFen} className="text-lg font-semibold" />
                </label>
              </li>
            ),
          )}
        </ul>
      </fieldset>
    </Card>
  )
}
