import type { SignedHead } from './ledger-head.ts'

// What the QR code of a head's notice says: the address of its page, and the head itself behind the #, which a browser
// does not send. So the paper is a witness of its own, and the page can compare itself with it.

const fieldsOf = ({ format, when, height, hash, lastSeq, previous, signature }: SignedHead) =>
  [format, when, height, hash, lastSeq, previous, signature].join(',')

export function noticeAddress(origin: string, head: SignedHead): string {
  return `${origin}/ledger/${head.when}#${fieldsOf(head)}`
}

/** @param fragment of the address that was scanned. @returns null when nothing was scanned */
export function isOnPaper(head: SignedHead, fragment: string): boolean | null {
  const scanned = fragment.replace(/^#/, '')
  return scanned.startsWith('shanhuo-ledger-') ? scanned === fieldsOf(head) : null
}
