import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#tests/setup/test-database.ts'
import { drift } from '../scripts/check-drift.mjs'

// Not the template itself: while somebody is connected to it, no other test can be given a copy.
let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterAll(() => database.drop())

it('finds that the migrations add up to the models', async () => {
  const { code, output } = await drift(database.url)

  expect(code, output).toBe(0)
})

it('finds a planted column that no migration makes', async () => {
  const copy = mkdtempSync(path.join(tmpdir(), 'drift-'))
  cpSync('prisma/schema.prisma', path.join(copy, 'schema.prisma'))
  cpSync('prisma/models', path.join(copy, 'models'), { recursive: true })
  const file = path.join(copy, 'models/live.prisma')
  writeFileSync(file, readFileSync(file, 'utf8').replace('peakViewers ', 'planted Int?\n  peakViewers '))

  const { code, output } = await drift(database.url, copy)
  rmSync(copy, { recursive: true })

  expect(code).toBe(2)
  expect(output).toContain('planted')
})
