import { expect } from 'vitest'
import type { OrderView } from '#server/checkout/index.ts'
import type { Ledger } from '#server/ledger/index.ts'
import type { Beneficiary } from '#shared/split.ts'

const ACCOUNT_OF: Record<Exclude<Beneficiary, 'processor_fee' | 'alliance'>, (party: string) => string> = {
  household: (party) => `211.${party}.pending`,
  cooperative: (party) => `211.${party}.pending`,
  collective: (party) => `211.${party}.pending`,
  platform: () => '501.service',
  risk_fund: () => '211.risk-fund',
}

/** The waterfall on a paid order's receipt is the platform's journal, line by line and to the fen. Of no alliance. */
export async function expectReceiptIsBooked(
  { waterfall, totalFen }: OrderView,
  orderId: string,
  ledger: Pick<Ledger, 'journalsOf'>,
): Promise<void> {
  const journals = await ledger.journalsOf({ type: 'order', id: orderId })
  expect(journals.map(({ kind }) => kind)).toEqual(['sale'])
  const booked = new Map(
    journals[0]!.lines
      .filter(({ book }) => book === 'platform')
      .map(({ account, amount }) => [account, amount]),
  )
  const feeFen = waterfall.legs.find(({ partyKind }) => partyKind === 'processor_fee')?.amountFen ?? 0
  const shown = new Map<string, number>([['109.stripe', totalFen - feeFen]])
  for (const { partyKind, party, amountFen } of waterfall.legs)
    if (partyKind !== 'processor_fee' && partyKind !== 'alliance')
      shown.set(ACCOUNT_OF[partyKind](party), -amountFen)

  expect(waterfall).toMatchObject({ totalFen, estimated: false })
  expect(booked).toEqual(shown)
}
