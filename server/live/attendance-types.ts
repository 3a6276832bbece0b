import type { SessionRow } from './store.ts'

/** A live session that everybody has left, and when it ends by itself. */
export type Unattended = Pick<
  SessionRow,
  'liveSessionId' | 'hostUserId' | 'villageId' | 'villageName' | 'title'
> & { endsAt: Date }

export type Attendance = {
  /**
   * Ends live sessions at which nobody was for two hours: at no desk of theirs, in front of no camera, with no command.
   * @param isAtDesk whether somebody is at a session's desk, on this node
   * @returns those whose hosts are to be told now that nobody is there; each once, by one node
   */
  tendUnattended(isAtDesk: (liveSessionId: string) => boolean): Promise<Unattended[]>
}
