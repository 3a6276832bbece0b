import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** Read by scripts only, or by tools of their own; server/platform/env.ts does not know them. */
const ONLY_FOR_SCRIPTS = ['CHROMIUM_PATH']

it('explains in .env.example every variable that the server reads, and no other', () => {
  const read = readFileSync('server/platform/env.ts', 'utf8').matchAll(/^ {4}([A-Z][A-Z_]+): /gm)
  const names = new Set([...read].map(([, name = '']) => name))
  const example = readFileSync('.env.example', 'utf8')
  const explained = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)]

  expect(explained.map(([, name = '']) => name).sort()).toEqual([...names, ...ONLY_FOR_SCRIPTS].sort())
  expect(
    explained.filter(([, , value]) => value !== ''),
    'no value to copy by accident',
  ).toEqual([])
})
