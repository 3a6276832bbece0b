import { cruise } from 'dependency-cruiser'
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { mayUse } from '../boundaries.js'
import config from '../.dependency-cruiser.js'

const planted: string[] = []
afterEach(() => planted.splice(0).forEach((file) => rmSync(file)))

/** Writes a file that breaks a rule, cruises it, and says which rules it broke. */
async function rulesBrokenBy(file: string, source: string): Promise<string[]> {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, source)
  planted.push(file)
  const { forbidden, options } = config
  const { output } = await cruise(
    [file],
    { ...options, ruleSet: { forbidden }, validate: true } as never,
    undefined,
    { tsConfig: extractTsConfig('tsconfig.json') },
  )
  if (typeof output === 'string') throw new Error(output)
  return output.summary.violations.filter(({ from }) => from === file).map(({ rule }) => rule.name)
}

it.each([
  [
    'app/planted.ts',
    `import { fen } from '#server/platform/desk.ts'\nexport default fen`,
    'app-touches-server-only-by-type',
  ],
  ['server/ledger/planted.ts', `import '#app/root.tsx'`, 'server-never-imports-app'],
  ['shared/planted.ts', `import 'node:fs'`, 'shared-stands-alone'],
  ['server/catalog/planted.ts', `import '#server/registry/party-store.ts'`, 'enter-by-the-face'],
  ['server/ledger/planted.ts', `import '#server/catalog/index.ts'`, 'ledger-uses-only-its-friends'],
  ['server/catalog/planted.ts', `import '#server/jobs/index.ts'`, 'doors-are-not-entered'],
  [
    'server/catalog/rules-planted.ts',
    `import { Prisma } from '#prisma/generated/client.ts'\nexport default Prisma`,
    'prisma-only-in-stores',
  ],
  ['server/platform/planted.ts', `import '#sandbox/stripe/sandbox.ts'`, 'nobody-imports-the-sandbox'],
])('catches a violation planted in %s', async (file, source, rule) => {
  expect(await rulesBrokenBy(file, source)).toContain(rule)
})

it('lets a page import a type of the server', async () => {
  const source = `import type { Desk } from '#server/platform/desk.ts'\nexport type Planted = Desk<string, string>`

  expect(await rulesBrokenBy('app/planted-type.ts', source)).toEqual([])
})

it('keeps the table of arrows acyclic', () => {
  const arrows: Record<string, string[]> = mayUse
  const reach = (name: string, path: string[]): string[][] =>
    path.includes(name)
      ? [[...path, name]]
      : (arrows[name] ?? []).flatMap((friend) => reach(friend, [...path, name]))

  expect(Object.keys(arrows).flatMap((name) => reach(name, []))).toEqual([])
})
