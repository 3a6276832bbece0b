import type { HostAct, HostCommandName, OnceRefusal } from '#shared/host-commands.ts'
import { refuse } from '#shared/result.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Ids } from '#server/platform/ids.ts'
import type { CommandAsked, CommandStore, Kept } from './command-store.ts'

/** Longer than any command takes: after it, whoever had it is gone. */
const LEASE_MS = 30_000
/** Done twice, these do more. The others are refused by the state that they led to, or change nothing. */
const NOT_TWICE: readonly HostCommandName[] = ['sale:restock', 'sale:take-back']

type HostCommandsDeps = { store: CommandStore; clock: Clock; ids: Ids; done(liveSessionId: string): void }

/** Commands of hosts, each done once however often it arrives, on whichever node. docs/decisions/041 */
export function createHostCommands({ store, clock, ids, done }: HostCommandsDeps) {
  const inFlight = new Map<string, Promise<unknown>>()
  const lease = () => {
    const now = clock.now()
    return { now, until: new Date(now.getTime() + LEASE_MS) }
  }

  async function perform<Answer extends Kept>(
    asked: CommandAsked & { key: string },
    run: () => Promise<Answer>,
  ): Promise<Answer | { ok: false; refusal: OnceRefusal }> {
    if (!(await store.take(asked, lease()))) {
      const before = await store.find(asked)
      if (before.command !== asked.command || before.subject !== asked.subject)
        return refuse({ kind: 'command_key_reused' })
      if (before.answer !== null) return before.answer as Answer
      if (!(await store.takeOver(asked, lease()))) return refuse({ kind: 'try_again' })
      if (NOT_TWICE.includes(asked.command)) return kept(asked, refuse({ kind: 'outcome_unknown' }))
    }
    try {
      return await kept(asked, await run())
    } catch (error) {
      // Where that fails too, the lease ends by itself.
      await store.giveUp(asked, clock.now()).catch(() => {})
      throw error
    }
  }
  async function kept<Answer extends Kept>(asked: CommandAsked & { key: string }, answer: Answer) {
    await store.answer(asked, answer)
    if (answer.ok) done(asked.liveSessionId)
    return answer
  }

  return {
    /** Runs a command unless it ran before; then its answer of that time is given. */
    async once<Answer extends Kept>(
      { key = ids.uuid(), ...asked }: CommandAsked,
      run: () => Promise<Answer>,
    ): Promise<Answer | { ok: false; refusal: OnceRefusal }> {
      const name = `${asked.liveSessionId}/${key}`
      // What comes again while it is being done waits for the same answer.
      const before = inFlight.get(name)
      if (before) await before.catch(() => {})
      const performing = perform({ ...asked, key }, run)
      inFlight.set(name, performing)
      try {
        return await performing
      } finally {
        if (inFlight.get(name) === performing) inFlight.delete(name)
      }
    },
    lastAct: (liveSessionId: string): Promise<HostAct | null> => store.lastDone(liveSessionId),
  }
}

export type HostCommands = ReturnType<typeof createHostCommands>
