/** An answer that the caller must look at: what was asked for, or why not. Bugs throw instead. */
export type Result<Value, Refusal extends { kind: string }> =
  { ok: true; value: Value } | { ok: false; refusal: Refusal }

export function accept<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value }
}

export function refuse<const Refusal extends { kind: string }>(
  refusal: Refusal,
): { ok: false; refusal: Refusal } {
  return { ok: false, refusal }
}

/** What doors refuse before a service is asked. */
export type DoorRefusal =
  | { kind: 'bad_request' }
  | { kind: 'not_signed_in' }
  | { kind: 'forbidden' }
  | { kind: 'too_many_requests'; retryAfterSec: number }
  | { kind: 'try_again' }

/** Closes a switch over a union: a new member breaks the build here. */
export function unreachable(value: never): never {
  throw new Error(`Unreachable: ${JSON.stringify(value)}`)
}
