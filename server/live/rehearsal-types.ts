import type { RehearseRefusal, ToTry } from '#shared/rehearsal-room.ts'
import type { Result } from '#shared/result.ts'

export type Rehearsals = {
  /**
   * 彩排一遍: a session of its own with the plan's show, and sales of no stock. Asked again while it is on, it is that one;
   * one that was not begun makes room.
   */
  rehearse(
    liveSessionId: string,
    byUserId: string,
  ): Promise<Result<{ liveSessionId: string }, RehearseRefusal>>
  /** on the air, of those that were made on this node: one node sends a rehearsal its buyers */
  rehearsalsOnAirHere(): Promise<string[]>
  /** Ends those that somebody forgot. */
  endOldRehearsals(): Promise<void>
  /** what was done in a rehearsal of what is worth having done; null: there is no such rehearsal */
  triedIn(liveSessionId: string): Promise<{ what: ToTry; done: boolean }[] | null>
}
