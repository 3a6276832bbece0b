/** What `encodeURIComponent` leaves and RFC 8187 does not. */
const escaped = (letter: string) => `%${letter.codePointAt(0)!.toString(16).toUpperCase()}`

/**
 * A file to be kept under a name in any script (RFC 6266).
 * @param plain the same in ASCII, for programs that know no other
 */
export function attachment(name: string, plain: string): string {
  // What no file system takes, or takes for a folder.
  const safe = name.replaceAll(/[\p{Cc}\\/:*?"<>|]/gu, ' ').trim()
  const encoded = encodeURIComponent(safe).replaceAll(/['()*!]/g, escaped)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
