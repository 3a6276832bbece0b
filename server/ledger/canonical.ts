import { createHash } from 'node:crypto'
import type { JournalRequest } from './types.ts'

type Body = Pick<JournalRequest, 'kind' | 'effectiveOn' | 'source' | 'ruleVersionId' | 'reverses'> & {
  lines: readonly { book: string; account: string; amount: number }[]
}

/**
 * SHA-256 of what a journal says, in one spelling: the second half of idempotency. The same key with another body is
 * refused. JSON of arrays in a fixed order: no delimiter to smuggle, no key order to differ.
 */
export function bodyHash(journal: Body): string {
  const body = [
    journal.kind,
    journal.effectiveOn,
    journal.source.type,
    journal.source.id,
    journal.ruleVersionId ?? null,
    journal.reverses ?? null,
    journal.lines.map(({ book, account, amount }) => [book, account, amount]),
  ]
  return createHash('sha256').update(JSON.stringify(body)).digest('hex')
}
