import type { Regime } from '#shared/dividend.ts'
import type { AccountRequest } from '../ledger/index.ts'

// The heads that a distribution needs. Cooperative: 财会〔2021〕37号 (read against the full text). Collective: 财会〔2023〕
// 14号, from a secondary source that quotes the ministry: not verified by us; its members are paid through 113 内部往来.
// The same code means another thing in the other book: 322 is a cooperative's reserve and a collective's distribution.

type Heads = {
  /** 本年盈余 / 本年收益 */
  profit: string
  /** 各项分配 */
  distributions: string
  /** 未分配盈余 / 未分配收益 */
  undistributed: string
  /** 盈余公积 / 公积公益金 */
  reserve: string
  bank: string
  /** fixed assets bought with a grant, and the fund that they stand against */
  grantAsset: string
  grantFund: string
  byTrade(partyId: string): string
  byShare(partyId: string): string
  /** what a member owes back after a correction; netted against what he is credited next */
  owedBack(partyId: string): string
  grant(grantId: string): string
}

/** An id as a part of an account's code. The database spells it the same way (dividend_grant_kept). */
const detail = (id: string) => id.replaceAll('_', '-')

/** 专项应付款: what is received for a purpose and not yet spent on it. */
export const specialFunds: Record<Regime, string> = { cooperative: '235', collective: '241' }

export const heads: Record<Regime, Heads> = {
  cooperative: {
    profit: '331.period',
    distributions: '332.distributions',
    undistributed: '332.undistributed',
    reserve: '322.reserve',
    bank: '102.bank',
    grantAsset: '151.grants',
    grantFund: '311.grants',
    byTrade: (partyId) => `221.${partyId}`,
    byShare: (partyId) => `222.${partyId}`,
    owedBack: (partyId) => `114.${partyId}`,
    grant: (grantId) => `${specialFunds.cooperative}.${detail(grantId)}`,
  },
  collective: {
    profit: '321.period',
    distributions: '322.distributions',
    undistributed: '322.undistributed',
    reserve: '311.reserve',
    bank: '102.bank',
    grantAsset: '151.grants',
    grantFund: '311.grants',
    byTrade: (partyId) => `113.${partyId}.dividend`,
    byShare: (partyId) => `113.${partyId}.dividend`,
    owedBack: (partyId) => `113.${partyId}`,
    grant: (grantId) => `${specialFunds.collective}.${detail(grantId)}`,
  },
}

/** Credited when a distribution is declared, debited when it is paid. */
export function isPayableToMembers(regime: Regime, code: string): boolean {
  if (regime === 'cooperative') return /^22[12](\.|$)/.test(code)
  return /^113\..+\.dividend$/.test(code)
}

/** 股金 in a member's name; what came of poverty aid for his household apart. */
export const contributionOf = {
  contribution: (partyId: string) => `301.${partyId}`,
  aid: (partyId: string) => `301.${partyId}.aid`,
}

/**
 * What an account of a member means to him: a distribution that was declared, his current account (成员往来), or his
 * contribution.
 */
export function memberPotOf(
  regime: Regime,
  partyId: string,
  account: string,
): 'dividend' | 'current' | 'contribution' | null {
  const of = heads[regime]
  if (account === contributionOf.contribution(partyId) || account === contributionOf.aid(partyId))
    return 'contribution'
  if (account === of.byTrade(partyId) || account === of.byShare(partyId)) return 'dividend'
  return account === of.owedBack(partyId) ? 'current' : null
}

type Named =
  'profit' | 'distributions' | 'undistributed' | 'reserve' | 'grantFund' | 'byTrade' | 'byShare' | 'owedBack'
const names: Record<Regime, Record<Named, string>> = {
  cooperative: {
    profit: '本年盈余',
    distributions: '盈余分配 · 各项分配',
    undistributed: '盈余分配 · 未分配盈余',
    reserve: '盈余公积',
    grantFund: '专项基金 · 财政补助',
    byTrade: '应付盈余返还',
    byShare: '应付剩余盈余',
    owedBack: '成员往来',
  },
  collective: {
    profit: '本年收益',
    distributions: '收益分配 · 各项分配',
    undistributed: '收益分配 · 未分配收益',
    reserve: '公积公益金',
    grantFund: '公积公益金 · 财政补助',
    byTrade: '内部往来 · 应付收益',
    byShare: '内部往来 · 应付收益',
    owedBack: '内部往来',
  },
}

/** What closing a period and declaring its distribution post to. */
export function regimeAccounts(book: string, regime: Regime): AccountRequest[] {
  const of = heads[regime]
  const name = names[regime]
  return [
    { book, code: of.profit, name: name.profit, type: 'equity' },
    { book, code: of.distributions, name: name.distributions, type: 'equity' },
    { book, code: of.undistributed, name: name.undistributed, type: 'equity' },
    { book, code: of.reserve, name: name.reserve, type: 'equity' },
    { book, code: of.bank, name: '银行存款', type: 'asset' },
    { book, code: of.grantAsset, name: '固定资产 · 财政补助形成', type: 'asset' },
    { book, code: of.grantFund, name: name.grantFund, type: 'equity' },
  ]
}

/** Payable never below nothing: more than was declared can't be paid. */
export function memberAccounts(book: string, regime: Regime, partyId: string): AccountRequest[] {
  const of = heads[regime]
  const name = names[regime]
  const payable = { book, type: 'liability', floor: 'no_debit', partyId } as const
  const codes = new Map([
    [of.byTrade(partyId), name.byTrade],
    [of.byShare(partyId), name.byShare],
  ])
  return [
    ...[...codes].map(([code, title]) => ({ ...payable, code, name: title })),
    { book, code: of.owedBack(partyId), name: name.owedBack, type: 'liability', partyId },
  ]
}

/** 专项应付款 of one grant; never below nothing: more than was received can't be spent. */
export function grantAccount(book: string, regime: Regime, grantId: string): AccountRequest {
  const code = heads[regime].grant(grantId)
  return { book, code, name: '专项应付款', type: 'liability', floor: 'no_debit' }
}
