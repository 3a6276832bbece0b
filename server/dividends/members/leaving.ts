import { addDays, addMonths } from '#shared/calendar.ts'
import { emptied, givenBack, noFigures } from '#shared/member-account.ts'
import { accept, refuse } from '#shared/result.ts'
import { keeperOf, type DividendDeps } from '../keeper.ts'
import { lawfully } from '../refused.ts'
import { findMember, setLeft } from '../register-store.ts'
import { EVER, findEndings, findFigures } from './fact-store.ts'
import { leavingAccounts, settled } from './journals.ts'
import { factOf, record, recordAlone } from './record.ts'
import type { Leaving, MemberAccounts, MemberRow } from './types.ts'

type Verbs = Pick<MemberAccounts, 'endMembership' | 'settle' | 'leavingOf'>
const NOTICE_MONTHS = 3
const YEAR = 4

/**
 * The first day on which he is no member any more: of the fiscal year after the one in which he was expelled, or after
 * the first that ends three months or more after he asked (合作社法 art. 25, 26); of who died, the day after.
 */
function leavesOn(reason: Leaving['reason'], on: string): string {
  if (reason === 'died') return addDays(on, 1)
  const noticed = reason === 'leave_asked' ? `${addMonths(on.slice(0, 7), NOTICE_MONTHS)}-01` : on
  return `${Number(noticed.slice(0, YEAR)) + 1}-01-01`
}

/** 退社, 除名, 死亡: membership ends, and later what he had is given back or his heir's. What was payable stays payable. */
export function createLeaving(deps: DividendDeps): Verbs {
  const { db, ids, ledger } = deps

  /** by all facts there are: a day before the last of them is refused by the database */
  async function figuresOf({ id, organisationId }: MemberRow) {
    return (await findFigures(db, organisationId, EVER)).get(id) ?? noFigures
  }

  return {
    async endMembership(at, reason, recorded) {
      const member = await findMember(db, at)
      if (!member) return refuse({ kind: 'not_a_member' })
      const fact = factOf(at.organisationId, recorded, {
        ...{ factId: ids.next('fact'), kind: reason, memberId: member.id },
      })
      const ended = await lawfully(
        db.$transaction(async (tx) => {
          if (!(await setLeft(tx, member.id, leavesOn(reason, recorded.on)))) return false
          await record(deps, tx, { fact })
          return true
        }),
      )
      if (!ended.ok) return ended
      return ended.value ? accept(null) : refuse({ kind: 'left_before' })
    },

    async settle(at, lossFen, recorded) {
      const { book, regime } = await keeperOf(deps, at.organisationId)
      const member = await findMember(db, at)
      if (!member) return refuse({ kind: 'not_a_member' })
      if (regime !== 'cooperative') return refuse({ kind: 'fact_other_law' })
      const had = await figuresOf(member)
      if (givenBack(had, lossFen) < 0) return refuse({ kind: 'loss_too_much' })
      await ledger.openAccounts(leavingAccounts(book, member.partyId))
      const factId = ids.next('fact')
      const entry = { book, factId, on: recorded.on, actor: recorded.by.userId }
      const lines = emptied(member.id, had)
      const said = { factId, kind: 'settled' as const, memberId: member.id, lossFen, lines }
      const fact = factOf(at.organisationId, recorded, said)
      const journals = settled(entry, member.partyId, { had, lossFen })
      return recordAlone(deps, { fact, journals })
    },

    async leavingOf({ memberId }) {
      const kinds = await findEndings(db, memberId)
      const reason = (['leave_asked', 'expelled', 'died'] as const).find((kind) => kinds.includes(kind))
      if (!reason) return null
      return { reason, settled: kinds.includes('settled'), succeeded: kinds.includes('succeeded') }
    },
  }
}
