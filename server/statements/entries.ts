import type { Ledger, PartyJournal } from '../ledger/index.ts'
import type { Registry } from '../registry/index.ts'
import type { RevenueShare } from '../revenue-share/index.ts'
import { booksOf, potsOf, totalOf } from './pots.ts'
import type { StatementEntry, StatementOf, Statements } from './types.ts'

type Deps = {
  ledger: Pick<Ledger, 'partyJournal' | 'journal'>
  revenueShare: Pick<RevenueShare, 'ruleVersion'>
  registry: Pick<Registry, 'organisationsAmong'>
}

const PARTY = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/

/** Journals as what they changed for one party. */
export function createEntries({ ledger, revenueShare, registry }: Deps) {
  async function asEntry(of: StatementOf, journal: PartyJournal): Promise<StatementEntry> {
    const { journalId, kind, effectiveOn, recordedAt, memo, source, ruleVersionId } = journal
    const version = ruleVersionId ? await revenueShare.ruleVersion(ruleVersionId) : null
    const moved = potsOf(of, journal.lines)
    return {
      ...{ journalId, kind, on: effectiveOn, recordedAt, memo, moved },
      orderId: source.type === 'order' ? source.id : null,
      rule: version && { ruleCode: version.ruleCode, version: version.version },
      amountFen: totalOf(moved),
    }
  }

  /** Whether accounts of other people are among these. Accounts of organisations are for everybody to read. */
  async function hasOthers(codes: readonly string[], partyId: string): Promise<boolean> {
    const parties = new Set(codes.flatMap((code) => PARTY.exec(code)?.[0] ?? []))
    parties.delete(partyId)
    const organisations = await registry.organisationsAmong([...parties])
    return [...parties].some((party) => !organisations.has(party))
  }

  const entry: Statements['entry'] = async (of, journalId) => {
    const found = await ledger.partyJournal({ books: booksOf(of), partyId: of.partyId, journalId })
    if (!found) return null
    const whole = await ledger.journal(journalId)
    const codes = whole?.lines.map(({ account }) => account) ?? []
    return { ...(await asEntry(of, found)), sharedWithOthers: await hasOthers(codes, of.partyId) }
  }

  return { asEntry, entry }
}
