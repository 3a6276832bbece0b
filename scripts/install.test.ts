import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { checkDisk } from './install.mjs'

it('says how much room installing needs when the disk is nearly full', () => {
  expect(() => checkDisk({ bavail: 1000, bsize: 4096 })).toThrow(/4 MB free .* takes about 1500 MB/)
})

it('goes on where there is room', () => {
  expect(() => checkDisk({ bavail: 1_000_000, bsize: 4096 })).not.toThrow()
})

/** What is loaded with a file, and what it finds it by: imports at its head, which come before its first line. */
function loadedWith(file: string, found = new Map<string, string[]>()): Map<string, string[]> {
  if (found.has(file)) return found
  const head = [
    ...readFileSync(file, 'utf8').matchAll(
      /^(?:import\s|export\s[{*])(?:[^'"]*\sfrom\s)?\s*['"]([^'"]+)['"]/gm,
    ),
  ]
  const names = head.map(([, name]) => name!)
  found.set(file, names)
  for (const name of names.filter((one) => one.startsWith('.')))
    loadedWith(path.join(path.dirname(file), name), found)
  return found
}

it.each(['start', 'open-shop', 'test', 'run-tests'])(
  'is reached by %s.mjs before a package is there: nothing on the way needs one',
  (script) => {
    const loaded = loadedWith(path.join(import.meta.dirname, `${script}.mjs`))
    const packages = [...loaded].flatMap(([file, names]) =>
      names
        .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
        .map((name) => `${path.basename(file)}: ${name}`),
    )
    expect(packages).toEqual([])
    expect(loaded.size).toBeGreaterThan(1)
  },
)
