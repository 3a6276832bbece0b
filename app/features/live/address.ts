/**
 * Where a file of a session's picture is now: a player remembers addresses, and each is good for an hour.
 * @param base where the session's lists are now, `/video/SESSION/TOKEN`
 */
export function asOfNow(url: string, { origin, base }: { origin: string; base: string }): string {
  const asked = new URL(url, origin)
  const session = base.slice(0, base.lastIndexOf('/') + 1)
  if (asked.origin !== origin || !asked.pathname.startsWith(session)) return url
  const [, ...name] = asked.pathname.slice(session.length).split('/')
  return `${origin}${base}/${name.join('/')}${asked.search}`
}
