import { useTranslation } from 'react-i18next'
import type { RunView } from '#server/dividends/index.ts'
import { useBilingual } from '#app/i18n/use-locale.ts'
import { Money } from '#app/ui/money.tsx'
import { scrollsByKeyboard } from '#app/ui/scrolls-by-keyboard.ts'
import { fen, sumFen } from '#shared/money.ts'

/** Who gets what and why: trade, shares, and what each comes to. It prints for the notice board. */
export function PartsTable({ run }: { run: Pick<RunView, 'parts' | 'regime'> }) {
  const { t } = useTranslation()
  const say = useBilingual()
  const members = [...new Set(run.parts.map(({ memberId }) => memberId))]
  const of = (memberId: string, basis: 'trade' | 'share') =>
    run.parts.find((part) => part.memberId === memberId && part.basis === basis)
  const byTrade = run.regime === 'cooperative'
  return (
    <div
      {...scrollsByKeyboard}
      role="group"
      aria-label={t('dividends:parts.title')}
      className="overflow-x-auto print:overflow-visible"
    >
      <table className="w-full min-w-[34rem] text-sm">
        <caption className="sr-only">{t('dividends:parts.title')}</caption>
        <PartsHead byTrade={byTrade} />
        <tbody className="divide-line divide-y">
          {members.map((memberId) => {
            const [trade, share] = [of(memberId, 'trade'), of(memberId, 'share')]
            const amounts = [trade, share].map((part) => part?.amountFen ?? fen(0))
            return (
              <tr key={memberId}>
                <th scope="row" className="px-3 py-2.5 text-left font-normal">
                  {say((trade ?? share)!.name)}
                </th>
                {byTrade && (
                  <>
                    <td className="px-3 py-2.5 text-right">
                      <Money amount={fen(trade?.weight ?? 0)} />
                    </td>
                    <td className="px-3 py-2.5 text-right">
                      <Money amount={amounts[0]!} />
                    </td>
                  </>
                )}
                <td className="px-3 py-2.5 text-right tabular-nums">
                  {byTrade ? <Money amount={fen(share?.weight ?? 0)} /> : (share?.weight ?? 0)}
                </td>
                <td className="px-3 py-2.5 text-right">
                  <Money amount={amounts[1]!} />
                </td>
                <td className="px-3 py-2.5 text-right font-semibold">
                  <Money amount={sumFen(amounts)} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function PartsHead({ byTrade }: { byTrade: boolean }) {
  const { t } = useTranslation()
  const head = 'px-3 py-2 text-right font-medium'
  return (
    <thead className="bg-paper-deep text-ink-soft">
      <tr>
        <th scope="col" className="px-3 py-2 text-left font-medium">
          {t('dividends:parts.member')}
        </th>
        {byTrade && (
          <>
            <th scope="col" className={head}>
              {t('dividends:parts.trade')}
            </th>
            <th scope="col" className={head}>
              {t('dividends:parts.byTrade')}
            </th>
          </>
        )}
        <th scope="col" className={head}>
          {t('dividends:parts.share')}
        </th>
        <th scope="col" className={head}>
          {t('dividends:parts.byShare')}
        </th>
        <th scope="col" className={head}>
          {t('dividends:parts.total')}
        </th>
      </tr>
    </thead>
  )
}
