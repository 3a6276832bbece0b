/** Whom this node knows of a room: its visitors that were counted, and its host, who is none of them. */
type Room = { seen: Set<string>; hosts: Set<string> }

export function createAttendance() {
  const rooms = new Map<string, Room>()
  function room(liveSessionId: string): Room {
    const known = rooms.get(liveSessionId) ?? { seen: new Set<string>(), hosts: new Set<string>() }
    rooms.set(liveSessionId, known)
    return known
  }

  return {
    isHost: (liveSessionId: string, visitorId: string) =>
      rooms.get(liveSessionId)?.hosts.has(visitorId) ?? false,
    host: (liveSessionId: string, visitorId: string) => void room(liveSessionId).hosts.add(visitorId),
    /** @returns whether it was not counted before */
    see(liveSessionId: string, visitorId: string): boolean {
      const { seen } = room(liveSessionId)
      return seen.size < seen.add(visitorId).size
    },
    /** Rooms that are over; one whose host waits for its beginning stays. */
    forgetBut(live: readonly string[]) {
      for (const [liveSessionId, { seen }] of rooms)
        if (seen.size > 0 && !live.includes(liveSessionId)) rooms.delete(liveSessionId)
    },
  }
}
