import { Readable } from 'node:stream'
import { refuse } from '#shared/result.ts'
import { addFigures, noFigures } from '#shared/member-account.ts'
import { keeperOf, type DividendDeps } from '../keeper.ts'
import { lawfully } from '../refused.ts'
import { findMemberOfUser, findMembers, insertMember } from '../register-store.ts'
import { createContributions } from './contributions.ts'
import { createEquityChanges } from './equity-changes.ts'
import { equityCsv, equityXlsx } from './equity-sheet.ts'
import { findFact, findFactsOf, findFigures } from './fact-store.ts'
import { createIncomeShares } from './income-shares.ts'
import { undone } from './journals.ts'
import { createLeaving } from './leaving.ts'
import { createQuantification } from './quantification.ts'
import { factOf, record, recordAlone } from './record.ts'
import { createSuccession } from './succession.ts'
import { undoable, type MemberAccounts } from './types.ts'

/** 成员名册 and 成员账户: who belongs, and what of the organisation is his, fact by fact. */
export function createMemberAccounts(deps: DividendDeps): MemberAccounts {
  const { db, ids, ledger } = deps
  const { equityChanges } = createEquityChanges(deps)
  return {
    ...createContributions(deps),
    ...createQuantification(deps),
    ...createLeaving(deps),
    ...createSuccession(deps),
    ...createIncomeShares(deps),
    equityChanges,
    async equitySheet(organisationId, year, format) {
      const changes = await equityChanges(organisationId, year)
      return format === 'xlsx' ? equityXlsx(changes) : Readable.from([equityCsv(changes)])
    },

    async registerMember(member, admitted) {
      const { id: memberId, organisationId, joinedOn: on } = member
      const said = { factId: ids.next('fact'), kind: 'joined' as const, memberId }
      return lawfully(
        db.$transaction(async (tx) => {
          await insertMember(tx, member)
          await record(deps, tx, { fact: factOf(organisationId, { on, ...admitted }, said) })
          return null
        }),
      )
    },
    membersOf: (organisationId) => findMembers(db, organisationId),
    memberFor: (organisationId, userId) => findMemberOfUser(db, organisationId, userId),
    figuresOn: (organisationId, day) => findFigures(db, organisationId, day),

    async factsOf(at) {
      let after = noFigures
      const facts = (await findFactsOf(db, at)).map((fact) => {
        after = addFigures([after, fact.change])
        return { ...fact, after }
      })
      return facts.toReversed()
    },

    async undo({ organisationId, factId }, recorded) {
      const { book } = await keeperOf(deps, organisationId)
      const wrong = await findFact(db, { organisationId, factId })
      if (!wrong || !undoable.includes(wrong.kind)) return refuse({ kind: 'fact_kept' })
      const booked = wrong.journalId ? await ledger.journal(wrong.journalId) : null
      const undoing = ids.next('fact')
      const entry = { book, factId: undoing, on: recorded.on, actor: recorded.by.userId }
      const fact = factOf(organisationId, recorded, {
        ...{ factId: undoing, kind: 'undone', memberId: wrong.memberId, undoesId: factId },
        lines: wrong.lines.map((line) => ({ ...line, amount: -line.amount })),
      })
      return recordAlone(deps, { fact, journals: booked ? [undone(entry, booked)] : [] })
    },
  }
}
