import { accept, refuse } from '#shared/result.ts'
import {
  insertRemark,
  insertResolution,
  insertVote,
  registerOn,
  setAnswer,
  tallyOf,
} from './assembly-store.ts'
import type { DividendDeps } from './keeper.ts'
import { lawfully } from './refused.ts'
import { lockRun, moveRun } from './run-store.ts'
import type { Dividends } from './types.ts'

type Verbs = Pick<Dividends, 'remark' | 'answerRemark' | 'vote' | 'recordAssembly'>

/** What members say about a plan, and what their body decides. */
export function createAssembly({ db, clock, ids }: DividendDeps): Verbs {
  return {
    async remark({ runId, memberId }, { kind, text }) {
      const remark = { id: ids.next('remark'), runId, memberId, kind, text, at: clock.now() }
      return (await insertRemark(db, remark)) ? accept(null) : refuse({ kind: 'not_on_view' })
    },

    async answerRemark(runId, remarkId, { text, by }) {
      const answered = await setAnswer(db, { runId, remarkId }, { text, by: by.name, at: clock.now() })
      return answered ? accept(null) : refuse({ kind: 'run_kept' })
    },

    async vote({ runId, memberId }, choice) {
      const voted = await lawfully(insertVote(db, { runId, memberId, choice, at: clock.now() }))
      if (!voted.ok) return voted
      return voted.value ? accept(null) : refuse({ kind: 'voted_before' })
    },

    async recordAssembly(runId, record, by) {
      const at = clock.now()
      const { body, matter, heldOn, representatives, attendedInHall, paper, minutes } = record
      return lawfully(
        db.$transaction(async (tx) => {
          const run = await lockRun(tx, runId)
          if (!run) throw new Error(`No run ${runId}`)
          const register = await registerOn(tx, run.organisationId, heldOn)
          const phone = await tallyOf(tx, runId)
          // Representatives vote in their hall; what other members tapped is no vote of that body.
          const counted = body === 'members' ? phone : { for: 0, against: 0, abstain: 0, voters: 0 }
          await insertResolution(tx, {
            ...{ runId, body, matter, heldOn, representatives, members: register.members },
            attended: attendedInHall + counted.voters,
            votesTotal: representatives ?? register.votes,
            votesFor: paper.for + counted.for,
            votesAgainst: paper.against + counted.against,
            votesAbstained: paper.abstain + counted.abstain,
            minutesName: minutes.name,
            minutesSha256: minutes.sha256,
            recordedAt: at,
            recordedBy: by.name,
          })
          await moveRun(tx, { runId, from: ['on_view'], to: 'resolved', by, at })
          return null
        }),
      )
    },
  }
}
