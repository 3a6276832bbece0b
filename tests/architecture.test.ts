import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const models = readdirSync('prisma/models').map((file) => ({
  owner: path.basename(file, '.prisma'),
  source: readFileSync(path.join('prisma/models', file), 'utf8'),
}))

/** The name that the Prisma client gives a model, and the module that owns it: the file it is written in. */
const ownerOf = new Map(
  models.flatMap(({ owner, source }) =>
    [...source.matchAll(/^model (\w)(\w*)/gm)].map(([, first = '', rest = '']) => [
      first.toLowerCase() + rest,
      owner,
    ]),
  ),
)
const tableOwner = new Map(
  models.flatMap(({ owner, source }) =>
    [...source.matchAll(/^ {2}@@map\("(\w+)"\)/gm)].map(([, table = '']) => [table, owner]),
  ),
)

/** Read in the same statement as a write of one's own, where a call to the neighbour would be a moment too early. */
const readBesideOwnWrite: Record<string, string[]> = {
  'flash-sale': ['live_session'], // a sale opens only in a session that is live at that moment
}

const modules = readdirSync('server', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'platform')
  .map(({ name }) => name)

function sourcesOf(module: string): { file: string; source: string }[] {
  return readdirSync(path.join('server', module), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => path.join('server', module, name))
    .map((file) => ({ file, source: readFileSync(file, 'utf8') }))
}

/** Models of others that a source reads or writes through the client, and tables of others that its SQL names. */
function touchedOfOthers(module: string, source: string): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  const byClient = [...code.matchAll(/\b(?:db|tx|client)\s*\.\s*(\w+)\s*\.\s*\w+\(/g)].map(
    ([, model = '']) => ({ name: model, owner: ownerOf.get(model) }),
  )
  const bySql = [...code.matchAll(/\b(?:from|join|into|update|table)\s+"?(\w+)/gi)].map(([, table = '']) => ({
    name: table,
    owner: tableOwner.get(table),
  }))
  return [...byClient, ...bySql]
    .filter(({ owner }) => owner !== undefined && owner !== module && owner !== 'platform')
    .filter(({ name }) => !readBesideOwnWrite[module]?.includes(name))
    .map(({ name, owner }) => `${name} (of ${owner})`)
}

it('knows every model and its owner', () => {
  expect(ownerOf.get('hold')).toBe('flash-sale')
  expect(tableOwner.size).toBe(ownerOf.size)
})

it.each(modules)('keeps server/%s to its own tables', (module) => {
  const broken = sourcesOf(module).flatMap(({ file, source }) =>
    touchedOfOthers(module, source).map((what) => `${file} touches ${what}`),
  )

  expect(broken).toEqual([])
})

it('catches a store that reaches into a neighbour, by the client or in SQL', () => {
  expect(touchedOfOthers('ledger', 'await tx.hold.update({})')).toEqual(['hold (of flash-sale)'])
  expect(touchedOfOthers('live', 'db.$queryRaw`select 1 from catalog_variant v`')).toEqual([
    'catalog_variant (of catalog)',
  ])
  expect(touchedOfOthers('flash-sale', '// from catalog_variant\nawait tx.hold.update({})')).toEqual([])
})
