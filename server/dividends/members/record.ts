import { zeroFen } from '#shared/money.ts'
import type { Answer } from '../answer.ts'
import type { JournalRequest } from '../../ledger/index.ts'
import type { Tx } from '../../platform/db.ts'
import type { DividendDeps } from '../keeper.ts'
import { lawfully } from '../refused.ts'
import { insertFact } from './fact-store.ts'
import type { Fact, Recorded } from './types.ts'

/** What every fact has in common, ready to be said of one kind. */
export function factOf(
  organisationId: string,
  { on, evidence, by }: Recorded,
  of: Pick<Fact, 'factId' | 'kind'> &
    Partial<Pick<Fact, 'memberId' | 'lossFen' | 'paymentId' | 'undoesId' | 'lines'>>,
): Omit<Fact, 'recordedAt' | 'journalId'> {
  return {
    ...{ organisationId, on, evidence, by },
    ...{ memberId: null, lossFen: zeroFen, paymentId: null, undoesId: null, lines: [] },
    ...of,
  }
}

type Said = { fact: Omit<Fact, 'recordedAt' | 'journalId'>; journals?: readonly JournalRequest[] }

/**
 * A fact with its entries; the first of them is the one that says what the fact says.
 * @returns that journal's id
 */
export async function record(
  { ledger, clock }: Pick<DividendDeps, 'ledger' | 'clock'>,
  tx: Tx,
  { fact, journals = [] }: Said,
): Promise<string | null> {
  const booked = journals.filter(({ lines }) => lines.length > 0)
  const posted = booked.length > 0 ? await ledger.post(tx, booked) : null
  const journalId = posted?.get(booked[0]!.key)?.journalId ?? null
  await insertFact(tx, { ...fact, journalId, recordedAt: clock.now() })
  return journalId
}

/** A fact that nothing else goes with, in a transaction of its own. */
export function recordAlone(
  deps: Pick<DividendDeps, 'db' | 'ledger' | 'clock'>,
  said: Said,
): Promise<Answer> {
  return lawfully(
    deps.db.$transaction(async (tx) => {
      await record(deps, tx, said)
      return null
    }),
  )
}
