import { Prisma } from '#prisma/generated/client.ts'
import type { HostAct, HostCommandName } from '#shared/host-commands.ts'
import type { Db } from '#server/platform/db.ts'
import type { Actor } from './chat-types.ts'

export type CommandStore = ReturnType<typeof createCommandStore>
export type CommandAsked = {
  liveSessionId: string
  /** none: a form without scripts, which is done each time */
  key?: string | undefined
  command: HostCommandName
  subject: string
  by: Actor
}
/** what is kept of an answer must be JSON */
export type Kept = { ok: true; value: object | null } | { ok: false; refusal: { kind: string } }

type Lease = { now: Date; until: Date }

export function createCommandStore(db: Db) {
  const keyOf = ({ liveSessionId, key }: { liveSessionId: string; key: string }) => ({ liveSessionId, key })
  return {
    /** @returns false: its key was here before */
    async take(asked: CommandAsked & { key: string }, { now, until }: Lease): Promise<boolean> {
      const { command, subject, by } = asked
      const who = { byUserId: by.userId, byName: by.name }
      const { count } = await db.hostCommand.createMany({
        data: [{ ...keyOf(asked), command, subject, ...who, at: now, takenUntil: until }],
        skipDuplicates: true,
      })
      return count === 1
    },
    find: (asked: { liveSessionId: string; key: string }) =>
      db.hostCommand.findUniqueOrThrow({ where: { liveSessionId_key: keyOf(asked) } }),
    /** @returns false: whoever has it still has time, or has answered */
    async takeOver(asked: { liveSessionId: string; key: string }, { now, until }: Lease): Promise<boolean> {
      const { count } = await db.hostCommand.updateMany({
        where: { ...keyOf(asked), answer: { equals: Prisma.DbNull }, takenUntil: { lte: now } },
        data: { at: now, takenUntil: until },
      })
      return count === 1
    },
    async giveUp(asked: { liveSessionId: string; key: string }, now: Date): Promise<void> {
      await db.hostCommand.updateMany({ where: keyOf(asked), data: { takenUntil: now } })
    },
    async answer(asked: { liveSessionId: string; key: string }, answer: Kept): Promise<void> {
      await db.hostCommand.updateMany({
        where: keyOf(asked),
        data: { answer: answer as Prisma.InputJsonValue },
      })
    },
    /** which were done at all, not refused */
    async done(liveSessionId: string): Promise<Set<string>> {
      const rows = await db.hostCommand.findMany({
        where: { liveSessionId, answer: { path: ['ok'], equals: true } },
        distinct: ['command'],
        select: { command: true },
      })
      return new Set(rows.map(({ command }) => command))
    },
    /** the latest that was done, not refused */
    async lastDone(liveSessionId: string): Promise<HostAct | null> {
      const done = await db.hostCommand.findFirst({
        where: { liveSessionId, answer: { path: ['ok'], equals: true } },
        orderBy: { at: 'desc' },
      })
      if (!done) return null
      const { command, subject, byName, at } = done
      return { command: command as HostAct['command'], subject, byName, at: at.toISOString() }
    },
  }
}
