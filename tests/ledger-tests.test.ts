import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const ATTACKS = 45

type Row = { number: number; tests: { file: string; name: string }[]; text: string }

/** Rows of the table: `file`: “name”; “name of the same file”; `another file`: “name”. */
function rowsOf(table: string): Row[] {
  return [...table.matchAll(/^\| +(\d+) +\|(.+)\|(.+)\|$/gm)].map(([, number, , where = '']) => {
    const tests: Row['tests'] = []
    for (const part of where.split(/(?=`[^`]+\.test\.ts`: )/)) {
      const file = /`([^`]+)`: /.exec(part)?.[1]
      if (!file) continue
      for (const [, name = ''] of part.matchAll(/“([^”]+)”/g)) tests.push({ file, name })
    }
    return { number: Number(number), tests, text: where.trim() }
  })
}

/** Whether a file has a test, a case of one, or a group of that name; what a title has after it in brackets may vary. */
function has({ file, name }: { file: string; name: string }): boolean {
  const source = readFileSync(file, 'utf8')
  return ["'", '`', '"'].some((quote) =>
    [quote, ' ('].some((end) => source.includes(`${quote}${name}${end}`)),
  )
}

const rows = rowsOf(readFileSync('docs/LEDGER-TESTS.md', 'utf8'))

it('names each of the 45 once, in order, with a test or with the reason why there is none', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: ATTACKS }, (_, at) => at + 1))
  const silent = rows.filter(
    ({ tests, text }) => tests.length === 0 && !/^(open|not in the shop: )/.test(text),
  )
  expect(silent).toEqual([])
})

it('names only tests that are there', () => {
  const named = rows.flatMap(({ tests }) => tests)
  expect(named.length).toBeGreaterThan(60)
  expect(named.filter((test) => !has(test))).toEqual([])
})

it('would notice a test that was renamed', () => {
  const [row] = rowsOf(
    '| 1 | what | `tests/ledger-tests.test.ts`: “would notice a test that was renamed”; “nobody wrote this” |',
  )
  expect(row?.tests.map(has)).toEqual([true, false])
})
