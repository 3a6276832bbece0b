import pg from 'pg'
import { expect } from 'vitest'
import type { Db } from '#server/platform/db.ts'
import { createLedger, type Ledger } from '#server/ledger/index.ts'

/** After every test that moves money: each invariant is zero, and the chain verifies. */
export async function expectSoundBooks(ledger: Ledger): Promise<void> {
  await ledger.sealBlocks()
  const report = await ledger.invariantReport()
  expect(report.length).toBeGreaterThan(0)
  expect(report.filter(({ broken }) => broken !== 0)).toEqual([])
  expect(await ledger.verifyChain()).toEqual([])
}

/** A book `b1` with a hot account, a floored one and two plain ones; and a book `b2` with one. */
export async function aLedger(db: Db, ids: Parameters<typeof createLedger>[0]['ids']): Promise<Ledger> {
  const ledger = createLedger({ db, ids })
  await ledger.openBook({ code: 'b1', name: '一号账套', regime: 'platform' })
  await ledger.openBook({ code: 'b2', name: '二号账套', regime: 'coop-2021-37' })
  await ledger.openAccounts([
    { book: 'b1', code: '109.hot', name: '热', type: 'asset', mode: 'deferred' },
    { book: 'b1', code: '211.floored', name: '有底', type: 'liability', floor: 'no_debit' },
    { book: 'b1', code: '101', name: '甲', type: 'asset' },
    { book: 'b1', code: '501', name: '乙', type: 'income' },
    { book: 'b2', code: '101', name: '丙', type: 'asset' },
  ])
  return ledger
}

/** Runs one statement as the database's owner, as somebody with the password could. */
export async function asOwner(url: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}
