import { emptied, noFigures, type MemberLine } from '#shared/member-account.ts'
import { refuse } from '#shared/result.ts'
import type { Tx } from '../../platform/db.ts'
import { keeperOf, type DividendDeps } from '../keeper.ts'
import { lawfully } from '../refused.ts'
import { findMember, insertMember } from '../register-store.ts'
import { EVER, findFigures } from './fact-store.ts'
import { contributionAccounts, succeeded } from './journals.ts'
import { factOf, record } from './record.ts'
import type { MemberAccounts, MemberRow, Recorded } from './types.ts'

/** 继承: whom the charter lets succeed (合作社法 art. 15 (6)) has what the deceased had. */
export function createSuccession(deps: DividendDeps): Pick<MemberAccounts, 'succeed'> {
  const { db, ids, ledger } = deps

  /** An heir who joins by it goes on with the household's account. */
  async function joinsAsHeir(tx: Tx, heir: MemberRow, recorded: Recorded): Promise<void> {
    await insertMember(tx, heir)
    const said = { factId: ids.next('fact'), kind: 'joined' as const, memberId: heir.id }
    await record(deps, tx, { fact: factOf(heir.organisationId, recorded, said) })
  }

  return {
    async succeed(at, heir, recorded) {
      const { book, regime } = await keeperOf(deps, at.organisationId)
      const old = await findMember(db, at)
      const known =
        'memberId' in heir ? await findMember(db, { ...at, memberId: heir.memberId }) : heirOf(old, heir, ids)
      if (!old || !known || known.id === old.id) return refuse({ kind: 'not_a_member' })
      if (old.leftOn === null || old.leftOn > recorded.on) return refuse({ kind: 'still_member' })
      const joining = { ...known, joinedOn: 'memberId' in heir ? known.joinedOn : recorded.on }
      const had = (await findFigures(db, at.organisationId, EVER)).get(old.id) ?? noFigures
      const factId = ids.next('fact')
      const taken = emptied(old.id, had)
      const given = taken.map((line): MemberLine => ({ ...line, memberId: joining.id, amount: -line.amount }))
      const lines = [...taken, ...given]
      const fact = factOf(at.organisationId, recorded, { factId, kind: 'succeeded', memberId: old.id, lines })
      const entry = { book, factId, on: recorded.on, actor: recorded.by.userId }
      const parties = [old.partyId, joining.partyId] as const
      if (regime === 'cooperative') await ledger.openAccounts(contributionAccounts(book, parties))
      return lawfully(
        db.$transaction(async (tx) => {
          if (!('memberId' in heir)) await joinsAsHeir(tx, joining, recorded)
          await record(deps, tx, { fact, journals: [succeeded(entry, parties, had)] })
          return null
        }),
      )
    },
  }
}

function heirOf(
  old: MemberRow | null,
  { name }: Pick<MemberRow, 'name'>,
  ids: DividendDeps['ids'],
): MemberRow | null {
  return old && { ...old, id: ids.next('mem'), userId: null, name, votes: 1, leftOn: null }
}
