import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const app = resolve(import.meta.dirname, '..')
const locales = ['zh-CN', 'en'] as const

type Text = { [key: string]: string | Text }

function flatten(text: Text, path: string): string[] {
  return Object.entries(text).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${path}${key}`] : flatten(value, `${path}${key}.`),
  )
}

/** `count_one` and `count_other` are one key: how many forms there are is the language's business. */
function withoutPlural(key: string): string {
  return key.replace(/_(one|other)$/, '')
}

function keysOf(locale: string): Set<string> {
  const folder = resolve(import.meta.dirname, 'locales', locale)
  return new Set(
    readdirSync(folder).flatMap((file) => {
      const text = JSON.parse(readFileSync(resolve(folder, file), 'utf8')) as Text
      return flatten(text, `${file.replace('.json', '')}:`).map(withoutPlural)
    }),
  )
}

const sources = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
  .map((file) => ({ file, text: readFileSync(resolve(app, file), 'utf8') }))

const keys = keysOf('zh-CN')

describe('the two languages', () => {
  it('say the same things', () => {
    const [chinese, english] = locales.map((locale) => [...keysOf(locale)].sort())
    expect(english).toEqual(chinese)
  })

  it('know every key that a page names', () => {
    const unknown = sources.flatMap(({ file, text }) =>
      [...text.matchAll(/['"`]([a-z]+:[A-Za-z0-9_.]+)['"`]/g)]
        .map(([, key]) => key ?? '')
        .filter((key) => isOurs(key) && !keys.has(key))
        .map((key) => `${file}: ${key}`),
    )
    expect(unknown).toEqual([])
  })

  it('know some key for every pattern that a page builds', () => {
    const unknown = sources.flatMap(({ file, text }) =>
      [...text.matchAll(/`([a-z]+:[A-Za-z0-9_.]*)\$\{[^}]*\}([A-Za-z0-9_.]*)`/g)]
        .filter(([, start = '']) => isOurs(start))
        .filter(
          ([, start = '', end = '']) => ![...keys].some((key) => key.startsWith(start) && key.endsWith(end)),
        )
        .map(([whole]) => `${file}: ${whole}`),
    )
    expect(unknown).toEqual([])
  })

  it('have no sentence that no page uses', () => {
    const all = sources.map(({ text }) => text).join('\n')
    const unused = [...keys].filter((key) => !isUsed(key, all))
    expect(unused).toEqual([])
  })
})

const namespaces = new Set([...keys].map((key) => key.split(':')[0]))

/** `room:join` and `sale:open` are socket events, not sentences. */
function isOurs(key: string): boolean {
  return namespaces.has(key.split(':')[0])
}

/** Named whole, or by a pattern that starts with one of its branches. */
function isUsed(key: string, all: string): boolean {
  if (all.includes(key)) return true
  const branches = [...key].flatMap((letter, at) => (letter === '.' ? [key.slice(0, at + 1)] : []))
  return branches.some((branch) => all.includes(`${branch}\${`))
}
