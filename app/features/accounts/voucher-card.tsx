import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { Voucher, VoucherNumber } from '#server/ledger/index.ts'
import { Money } from '#app/ui/money.tsx'
import { fen, sumFen, zeroFen } from '#shared/money.ts'
import { AccountLabel, type PartyNames } from './account-label.tsx'
import { AmountCell } from './amount-cell.tsx'
import { voucherPath } from './range-search.ts'

type Props = { voucher: Voucher; bookName: string; base: string; names: PartyNames }

/** 记账凭证, as it goes into the binder: two or three to a sheet of A4. */
export function VoucherCard({ voucher, bookName, base, names }: Props) {
  const { t } = useTranslation()
  const { month, number, effectiveOn, memo, lines, seq, height } = voucher
  const debits = lines.map(({ amount }) => (amount > 0 ? amount : zeroFen))
  const credits = lines.map(({ amount }) => (amount < 0 ? fen(-amount) : zeroFen))
  return (
    <article
      aria-label={t('accounts:vouchers.number', { month, number })}
      className="bg-surface border-line rounded-card break-inside-avoid border p-4 sm:p-6 print:rounded-none print:border-black"
    >
      <header className="flex flex-wrap items-baseline justify-between gap-x-6">
        <h3 className="font-serif text-lg font-bold">
          <Link to={voucherPath(base, voucher)} className="underline-offset-4 hover:underline">
            {t('accounts:vouchers.number', { month, number })}
          </Link>
        </h3>
        <p className="tabular-nums">{effectiveOn}</p>
        <p className="text-ink-soft w-full text-sm">{bookName}</p>
      </header>
      <p className="mt-3">{memo}</p>
      <Corrections voucher={voucher} base={base} />
      <table className="mt-3 w-full text-sm">
        <caption className="sr-only">{t('accounts:vouchers.lines')}</caption>
        <thead className="text-ink-soft">
          <tr className="border-line-strong border-b">
            <th scope="col" className="py-2 text-left font-medium">
              {t('accounts:account')}
            </th>
            <th scope="col" className="px-3 py-2 text-right font-medium">
              {t('accounts:debit')}
            </th>
            <th scope="col" className="py-2 pl-3 text-right font-medium">
              {t('accounts:credit')}
            </th>
          </tr>
        </thead>
        <tbody className="divide-line divide-y">
          {lines.map(({ account, name }, at) => (
            <tr key={`${account} ${at}`}>
              <th scope="row" className="py-2.5 text-left align-top font-normal">
                <AccountLabel code={account} name={name} names={names} />
              </th>
              <AmountCell amount={debits[at] ?? zeroFen} />
              <AmountCell amount={credits[at] ?? zeroFen} className="pr-0" />
            </tr>
          ))}
        </tbody>
        <tfoot className="border-ink border-t-2 font-semibold">
          <tr>
            <th scope="row" className="py-2.5 text-left">
              {t('accounts:total')}
            </th>
            <td className="px-3 py-2.5 text-right">
              <Money amount={sumFen(debits)} />
            </td>
            <td className="py-2.5 pl-3 text-right">
              <Money amount={sumFen(credits)} />
            </td>
          </tr>
        </tfoot>
      </table>
      <p className="text-ink-soft mt-3 text-xs break-all">
        {t('accounts:vouchers.sealed', { seq, height })} · {voucher.journalId}
      </p>
    </article>
  )
}

function Corrections({ voucher, base }: { voucher: Voucher; base: string }) {
  const { t } = useTranslation()
  const link = (to: VoucherNumber) => (
    <Link
      key={`${to.month} ${to.number}`}
      to={voucherPath(base, to)}
      className="text-tea-700 mr-3 inline-flex min-h-10 items-center underline underline-offset-4"
    >
      {t('accounts:vouchers.number', to)}
    </Link>
  )
  return (
    <>
      {voucher.corrects && (
        <p className="mt-1 text-sm">
          {t('accounts:vouchers.corrects')} {link(voucher.corrects)}
        </p>
      )}
      {voucher.correctedBy.length > 0 && (
        <p className="mt-1 text-sm">
          {t('accounts:vouchers.correctedBy')} {voucher.correctedBy.map(link)}
        </p>
      )}
    </>
  )
}
