import { createHash } from 'node:crypto'
import type { AnswerRecord } from '../state/records.ts'
import type { Table } from '../state/store.ts'
import { idempotencyKeyInUse, idempotencyMismatch } from './errors.ts'
import { canonicalForm } from './form.ts'

const KEPT_SEC = 86_400

/** One use of an Idempotency-Key: from `begin` until `end`, nobody else may use it. */
export type KeyUse = { id: string; key: string; fingerprint: string }

export type Idempotency = {
  /** The earlier answer to replay, or undefined when the request is to be carried out. Throws on misuse. */
  begin(use: KeyUse, now: number): AnswerRecord | undefined
  end(use: KeyUse): void
}

export function createIdempotency(answers: Table<AnswerRecord>): Idempotency {
  const running = new Map<string, string>()
  return {
    begin(use, now) {
      const earlier = answers.get(use.id)
      const answered = earlier && now - earlier.at < KEPT_SEC ? earlier : undefined
      const fingerprint = answered?.fingerprint ?? running.get(use.id)
      if (fingerprint !== undefined && fingerprint !== use.fingerprint) throw idempotencyMismatch(use.key)
      if (running.has(use.id)) throw idempotencyKeyInUse()
      if (!answered) running.set(use.id, use.fingerprint)
      return answered
    },
    end(use) {
      running.delete(use.id)
    },
  }
}

export function keyUse(apiKey: string, key: string, request: { path: string; body: string }): KeyUse {
  const fingerprint = createHash('sha256')
    .update(`${request.path} ${canonicalForm(request.body)}`)
    .digest('hex')
  return { id: `${apiKey}|${key}`, key, fingerprint }
}
