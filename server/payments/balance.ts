import type Stripe from 'stripe'
import { fen, sumFen, type Fen } from '#shared/money.ts'
import { accept, refuse, type Result } from '#shared/result.ts'
import { isoOf } from './time.ts'
import type { BalanceLine, BalanceMoves, BalanceRead, OtherCurrency, StripePayout } from './types.ts'

const CURRENCY = 'cny'
/** Stripe's largest page. */
const PAGE = 100
/** How often the balance is read again because it moved while its lines were read. */
const TRIES = 5

/**
 * The balance and every line of it that is newer than `after`. Read until the balance is the same before and after, so
 * that both speak of one moment.
 */
export async function readBalance(
  stripe: Stripe,
  after: string | null,
): Promise<Result<BalanceRead, OtherCurrency | BalanceMoves>> {
  const lines: BalanceLine[] = []
  let before = await totalOf(stripe)
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (!before.ok) return before
    lines.push(...(await linesAfter(stripe, lines.at(-1)?.lineId ?? after)))
    const now = await totalOf(stripe)
    if (!now.ok) return now
    if (now.value === before.value) return accept({ totalFen: now.value, lines })
    before = now
  }
  return refuse({ kind: 'balance_moves' })
}

/** Stripe that settles in another currency has a balance that no line of ours can be held against. */
async function totalOf(stripe: Stripe): Promise<Result<Fen, OtherCurrency>> {
  const { available, pending, connect_reserved: reserved = [] } = await stripe.balance.retrieve()
  const all = [...available, ...pending, ...reserved]
  const other = all.find(({ amount, currency }) => currency !== CURRENCY && amount !== 0)
  if (other) return refuse({ kind: 'other_currency', currency: other.currency })
  return accept(sumFen(all.map(({ amount }) => fen(amount))))
}

/** oldest first */
async function linesAfter(stripe: Stripe, after: string | null): Promise<BalanceLine[]> {
  const lines: BalanceLine[] = []
  const asked = { currency: CURRENCY, limit: PAGE, expand: ['data.source'] }
  // Walking towards the newest, the SDK turns every page round by itself.
  for await (const line of stripe.balanceTransactions.list({
    ...asked,
    ...(after && { ending_before: after }),
  }))
    lines.push(readLine(line))
  return after ? lines : lines.reverse()
}

function readLine(line: Stripe.BalanceTransaction): BalanceLine {
  const { id, type, created, amount, fee, net, source, description, reporting_category: category } = line
  const known = typeof source === 'string' ? null : source
  return {
    lineId: id,
    type: type === 'adjustment' ? category : type,
    at: isoOf(created),
    amountFen: fen(amount),
    feeFen: fen(fee),
    netFen: fen(net),
    sourceId: known?.id ?? (typeof source === 'string' ? source : null),
    chargeId: chargeOf(known),
    description,
    isPending: known?.object === 'refund' && known.status === 'pending',
    reference: known && 'metadata' in known ? (known.metadata?.['reference'] ?? null) : null,
  }
}

function chargeOf(source: Stripe.BalanceTransactionSource | null): string | null {
  if (source?.object === 'charge') return source.id
  if ((source?.object !== 'refund' && source?.object !== 'dispute') || !source.charge) return null
  return typeof source.charge === 'string' ? source.charge : source.charge.id
}

export async function readPayout(stripe: Stripe, payoutId: string): Promise<StripePayout> {
  const payout = await stripe.payouts.retrieve(payoutId)
  const idOf = (field: string | { id: string } | null) =>
    typeof field === 'string' ? field : (field?.id ?? null)
  return {
    payoutId: payout.id,
    amountFen: fen(payout.amount),
    currency: payout.currency,
    state: payoutState(payout.status),
    lineId: idOf(payout.balance_transaction),
    returnLineId: idOf(payout.failure_balance_transaction),
  }
}

function payoutState(status: string): StripePayout['state'] {
  if (status === 'paid') return 'arrived'
  return status === 'failed' || status === 'canceled' ? 'returned' : 'on_its_way'
}
