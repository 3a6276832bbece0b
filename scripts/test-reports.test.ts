import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { playwrightTally, vitestTally } from './test-reports.mjs'

let file: string
beforeEach(() => {
  file = path.join(mkdtempSync(path.join(tmpdir(), 'reports-')), 'report.json')
})
afterEach(() => rmSync(path.dirname(file), { recursive: true }))

const report = (json: unknown) => writeFileSync(file, JSON.stringify(json))

it('counts the tests of Vitest, and a file that could not be loaded as one that failed', () => {
  report({
    testResults: [
      {
        name: 'shared/money.test.ts',
        status: 'failed',
        assertionResults: [
          { status: 'passed', fullName: 'adds' },
          { status: 'skipped', fullName: 'later' },
          { status: 'failed', fullName: 'divides', failureMessages: ['\u001b[31mexpected 1\u001b[39m'] },
        ],
      },
      { name: 'shared/broken.test.ts', status: 'failed', message: 'no such import', assertionResults: [] },
    ],
  })

  expect(vitestTally(file, { code: 1, output: '' })).toEqual({
    passed: 1,
    failures: ['✗ shared/broken.test.ts\nno such import', '✗ shared/money.test.ts\n  divides\nexpected 1'],
  })
})

it('counts the tests of Playwright by project, in nested groups too', () => {
  const test = (status: string, message?: string) => ({
    projectName: 'phone',
    status,
    results: [{ errors: message ? [{ message }] : [] }],
  })
  report({
    suites: [
      {
        title: 'buy.spec.ts',
        specs: [{ title: 'pays by card', file: 'buy.spec.ts', tests: [test('expected')] }],
        suites: [
          {
            title: 'late',
            specs: [
              { title: 'is refunded', file: 'buy.spec.ts', tests: [test('unexpected', 'no refund')] },
              { title: 'another day', file: 'buy.spec.ts', tests: [test('skipped')] },
            ],
          },
        ],
      },
    ],
  })

  expect(playwrightTally(file, { code: 1, output: '' })).toEqual({
    passed: 1,
    failures: ['✗ [phone] buy.spec.ts › late › is refunded\nno refund'],
  })
})

it.each([vitestTally, playwrightTally])('does not take a runner that broke for one that passed', (tally) => {
  expect(tally(file, { code: 1, output: 'out of memory' }).failures).toEqual([
    'the runner ended with 1:\nout of memory',
  ])
  expect(tally(file, { code: 0, output: '' }).failures).toEqual([])
})
