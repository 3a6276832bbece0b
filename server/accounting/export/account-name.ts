import type { AccountType } from '../../ledger/index.ts'

const ROOTS: Record<AccountType, string> = {
  asset: 'Assets',
  // 生产成本 is what has been put into goods that are not finished: an asset in the five roots of plain text.
  cost: 'Assets',
  liability: 'Liabilities',
  equity: 'Equity',
  income: 'Income',
  expense: 'Expenses',
}

/**
 * `Assets:114-成员往来:D-3f2a…`: valid in hledger, ledger and beancount, and different for different codes. Beancount's
 * grammar is the narrowest: a part begins with a capital letter or a digit and has letters, digits and hyphens only.
 */
export function accountName({ code, type }: { code: string; type: AccountType }, headName: string): string {
  const [head = code, ...details] = code.split('.')
  const words = headName.replaceAll(/[^\p{L}\p{Nd}]/gu, '')
  const top = words ? `${head}-${words}` : head
  return [ROOTS[type], top, ...details.map((detail) => `D-${detail}`)].join(':')
}
