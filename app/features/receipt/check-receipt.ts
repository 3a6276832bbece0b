import { receiptText, type ClaimReceipt, type SignedReceipt } from '#shared/receipt.ts'

/** `by`: whose computer has checked the signature. `unreadable`: there is no receipt in what was pasted. */
export type ReceiptCheck =
  | { kind: 'unreadable' }
  | { kind: 'genuine'; by: 'browser' | 'server'; receipt: ClaimReceipt }
  | { kind: 'not_ours'; by: 'browser' | 'server' }

/**
 * Checks the signature with what the browser has (WebCrypto, Ed25519).
 * @param publicKey ours, as PEM: a key that came with the receipt would prove nothing
 * @returns null when this browser cannot: it is old, or the page did not come by https
 */
export async function checkInBrowser(
  { receipt, signature }: SignedReceipt,
  publicKey: string,
): Promise<ReceiptCheck | null> {
  try {
    const key = await crypto.subtle.importKey('spki', derOf(publicKey), 'Ed25519', false, ['verify'])
    const text = new TextEncoder().encode(receiptText(receipt))
    const isOurs = await crypto.subtle.verify('Ed25519', key, bytesOf(signature), text)
    return isOurs ? { kind: 'genuine', by: 'browser', receipt } : { kind: 'not_ours', by: 'browser' }
  } catch {
    return null
  }
}

function derOf(pem: string) {
  return bytesOf(pem.replace(/-----[^-]+-----|\s/g, ''))
}

/** @param base64 of either alphabet */
function bytesOf(base64: string) {
  const binary = atob(base64.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0))
}
