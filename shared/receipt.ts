// 抢购凭证: the signed receipt of a claim. Its signature is Ed25519 over receiptText().

export type ClaimReceipt = {
  saleId: string
  /** 第 N 号: place in the sale's order of grants */
  sequence: number
  holdId: string
  /** server time of the grant, ISO */
  time: string
  priceFen: number
  quantity: number
  /** until when it was to be paid for, as known when the receipt was asked for; ISO */
  expiresAt: string
}
export type SignedReceipt = { receipt: ClaimReceipt; signature: string }

/** The longest text in which a receipt is looked for. */
export const PASTED_MAX = 4_000

/** 64 bytes as base64url */
const SIGNATURE = /^[\w-]{86}$/

const typeOf = {
  saleId: 'string',
  sequence: 'number',
  holdId: 'string',
  time: 'string',
  priceFen: 'number',
  quantity: 'number',
  expiresAt: 'string',
} as const satisfies Record<keyof ClaimReceipt, 'string' | 'number'>
const fields = Object.keys(typeOf) as (keyof ClaimReceipt)[]

/** The signed bytes: one value a line, in this order. */
export function receiptText(receipt: ClaimReceipt): string {
  return ['shanhuo-claim-v1', ...fields.map((field) => receipt[field])].join('\n')
}

/**
 * The receipt in what somebody pasted: its JSON, alone or with other words around it. By hand, because a browser checks
 * receipts too, and a schema would bring its library along. Whether it is genuine is the signature's to say.
 * @returns null when there is none
 */
export function receiptIn(pasted: string): SignedReceipt | null {
  const json = /\{[^]*\}/.exec(pasted.slice(0, PASTED_MAX))?.[0]
  const { receipt, signature } = objectIn(json) ?? {}
  if (typeof signature !== 'string' || !SIGNATURE.test(signature) || !isReceipt(receipt)) return null
  const own = Object.fromEntries(fields.map((field) => [field, receipt[field]])) as ClaimReceipt
  return { receipt: own, signature }
}

function objectIn(json: string | undefined): Record<string, unknown> | null {
  try {
    return JSON.parse(json ?? 'null') as Record<string, unknown> | null
  } catch {
    return null
  }
}

function isReceipt(value: unknown): value is ClaimReceipt {
  if (typeof value !== 'object' || value === null) return false
  const known = value as Record<string, unknown>
  return (
    fields.every((field) => typeof known[field] === typeOf[field]) &&
    [known.time, known.expiresAt].every((at) => !Number.isNaN(Date.parse(String(at)))) &&
    [known.sequence, known.priceFen, known.quantity].every(Number.isSafeInteger)
  )
}
