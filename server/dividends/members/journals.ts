import { givenBack, type MemberFigures } from '#shared/member-account.ts'
import { fen, type Fen } from '#shared/money.ts'
import type { AccountRequest, JournalLine, JournalRequest, JournalView } from '../../ledger/index.ts'
import { contributionOf, heads, memberAccounts, regimeAccounts } from '../accounts.ts'
import type { Placed } from '../rules.ts'

// What a fact about a member's account books. 301 has a detail for each member (财会〔2021〕37号, 301 note 8); what came of
// poverty aid for his household stands apart, as the form 成员账户 asks.

const of = heads.cooperative
const bank = of.bank
export const DONATIONS = '311.donations'
const { contribution, aid } = contributionOf

/** 股金 in each one's name. */
export function contributionAccounts(book: string, partyIds: readonly string[]): AccountRequest[] {
  const own = { book, type: 'equity', floor: 'no_debit' } as const
  return [
    { book, code: bank, name: '银行存款', type: 'asset' },
    ...partyIds.flatMap((partyId) => [
      { ...own, code: contribution(partyId), name: '股金', partyId },
      { ...own, code: aid(partyId), name: '股金 · 到户扶贫', partyId },
    ]),
  ]
}

/** What is quantified stands there for all. */
export function fundAccounts(book: string): AccountRequest[] {
  const donations = { book, code: DONATIONS, name: '专项基金 · 他人捐赠', type: 'equity' } as const
  return [...regimeAccounts(book, 'cooperative'), donations]
}

export function leavingAccounts(book: string, partyId: string): AccountRequest[] {
  return [
    ...contributionAccounts(book, [partyId]),
    ...fundAccounts(book),
    ...memberAccounts(book, 'cooperative', partyId),
  ]
}

/** Which fact, in whose book, of which day. */
type Entry = { book: string; factId: string; on: string; actor: string }
type Said = { kind: string; memo: string; lines: readonly (readonly [account: string, amount: number])[] }

function journal({ book, factId, on, actor }: Entry, { kind, memo, lines }: Said): JournalRequest {
  return {
    key: `${kind}:${factId}`,
    ...{ kind, memo, actor, effectiveOn: on },
    source: { type: 'member_fact', id: factId },
    lines: lines
      .filter(([, amount]) => amount !== 0)
      .map(([account, amount]): JournalLine => ({ book, account, amount: fen(amount) })),
  }
}

/** 301 note 2. */
export function paidIn(
  entry: Entry,
  partyId: string,
  money: { head: 'contribution' | 'aid'; amountFen: Fen },
) {
  const lines = [
    [bank, money.amountFen],
    [contributionOf[money.head](partyId), -money.amountFen],
  ] as const
  return journal(entry, { kind: 'member_paid_in', memo: '成员缴纳出资', lines })
}

/** 221 note 3, 222 note 3, 301 note 5: payable no more, and a contribution. */
export function converted(entry: Entry, { partyId, byTrade, byShare }: Placed): JournalRequest {
  const lines = [
    [of.byTrade(partyId), byTrade],
    [of.byShare(partyId), byShare],
    [contribution(partyId), -(byTrade + byShare)],
  ] as const
  return journal(entry, { kind: 'member_converted', memo: '盈余转为成员出资', lines })
}

/** 311 note 4. */
export function donated(entry: Entry, amountFen: Fen): JournalRequest {
  const lines = [
    [bank, amountFen],
    [DONATIONS, -amountFen],
  ] as const
  return journal(entry, { kind: 'member_donation', memo: '收到捐赠', lines })
}

/**
 * 301 note 6, 合作社法 art. 28: contribution and reserve share go back; what he bears of losses stays, and covers them
 * (over 成员往来, as an entry of 332 does nothing else).
 */
export function settled(entry: Entry, partyId: string, given: { had: MemberFigures; lossFen: Fen }) {
  const { had, lossFen } = given
  const back = journal(entry, {
    ...{ kind: 'member_settled', memo: '成员退社，退还出资和公积金份额' },
    lines: [
      [contribution(partyId), had.contribution],
      [aid(partyId), had.aid],
      [of.reserve, had.reserve],
      [of.owedBack(partyId), -lossFen],
      [bank, -givenBack(had, lossFen)],
    ],
  })
  const borne = journal(entry, {
    ...{ kind: 'member_loss', memo: '退社成员分摊亏损' },
    lines: [
      [of.owedBack(partyId), lossFen],
      [of.undistributed, -lossFen],
    ],
  })
  return [back, borne].filter(({ lines }) => lines.length > 0)
}

/** 301 note 7: the contribution stands in the heir's name. Nothing to book where he goes on with the same account. */
export function succeeded(entry: Entry, [from, to]: readonly [string, string], had: MemberFigures) {
  const moved = from === to ? { contribution: 0, aid: 0 } : had
  const lines = [
    [contribution(from), moved.contribution],
    [contribution(to), -moved.contribution],
    [aid(from), moved.aid],
    [aid(to), -moved.aid],
  ] as const
  return journal(entry, { kind: 'member_succeeded', memo: '出资由继承人承继', lines })
}

/** The opposite of what was booked, line by line. */
export function undone(entry: Entry, wrong: JournalView): JournalRequest {
  const lines = wrong.lines.map(({ account, amount }) => [account, -amount] as const)
  const memo = `冲销：${wrong.memo}`
  return { ...journal(entry, { kind: 'member_undone', memo, lines }), reverses: wrong.journalId }
}
