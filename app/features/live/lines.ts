// Chat and ticker: lines that are told one after the other, oldest first.

/** What was told while the snapshot was on its way is in the room and not in the snapshot. */
export function withLater<Line extends { id: string } & ({ sentAt: string } | { at: string })>(
  snapshot: readonly Line[],
  known: readonly Line[],
  limit: number,
): Line[] {
  const timeOf = (line: Line) => ('sentAt' in line ? line.sentAt : line.at)
  const last = snapshot.at(-1)
  return append(snapshot, last ? known.filter((line) => timeOf(line) >= timeOf(last)) : known, limit)
}

/** Each line once, the last `limit` of them. */
export function append<Line extends { id: string }>(
  known: readonly Line[],
  news: readonly Line[],
  limit: number,
): Line[] {
  const ids = new Set(known.map(({ id }) => id))
  return [...known, ...news.filter(({ id }) => !ids.has(id))].slice(-limit)
}
