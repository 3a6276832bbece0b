import fc from 'fast-check'

// What a program that wants to do harm, or one that is simply broken, sends in place of what was asked for.

/** FUZZ_RUNS multiplies how many payloads each door gets; 1 keeps all of them below a minute. */
const FACTOR = Number(process.env.FUZZ_RUNS ?? '1')
/** FUZZ_SEED plays again what failed; fast-check prints the seed and the path of a failure. */
const { FUZZ_SEED } = process.env

export const runs = (count: number): fc.Parameters<unknown> => ({
  numRuns: Math.ceil(count * FACTOR),
  includeErrorInReport: true,
  ...(FUZZ_SEED ? { seed: Number(FUZZ_SEED) } : {}),
})
/** of a test, as `runs` makes it longer */
export const patience = { timeout: 120_000 * Math.max(1, FACTOR) }

/** Any character. (fast-check's own `binary` takes seconds to begin.) */
export const character = fc.oneof(
  fc.constantFrom('\0', '\n', '%', '&', '=', '山', '💥', '\uFFFF'),
  fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)),
  fc.integer({ min: 0x100, max: 0xd7ff }).map((code) => String.fromCharCode(code)),
)

/** Names that mean something to JavaScript itself. */
const PROTOTYPE_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'toJSON',
  'then',
] as const

const deep = (levels: number, inner: unknown): unknown => {
  let value = inner
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value }
  return value
}

/** Text that some layer below might choke on: PostgreSQL refuses NUL, JSON columns refuse lone surrogates. */
export const nastyText = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      ' ',
      '\0',
      'sale\0',
      '\0sale',
      '\uD800',
      'a\uDFFFb',
      '\uFEFF',
      '\u202Etxt',
      '\u2028',
      '💥'.repeat(32),
    ],
    ...['NaN', 'Infinity', '-0', '1e9', '0x10', '٣', '１', 'null', 'undefined', 'true', '[object Object]'],
    ...[
      "'; drop table flash_sale; --",
      '{1,2}',
      '${1}',
      '%00',
      '%',
      '../../etc/passwd',
      '<script>',
      '\\u0000',
    ],
    ...['x'.repeat(64), 'x'.repeat(65), '山'.repeat(1_500), '\r\nSet-Cookie: a=b', '中文', '\x01\x7f'],
  ),
  fc.string({ unit: character, maxLength: 80 }),
)

const nastyNumber = fc.oneof(
  fc.constantFrom(0, -0, -1, 1.5, 99, 100, 1e21, Number.MAX_VALUE, 5e-324, 2 ** 31, 2 ** 53, -(2 ** 63)),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

/** Anything that JSON can say, and bytes, which socket.io can. Small enough to be let in. */
export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: nastyText },
  { weight: 3, arbitrary: nastyNumber },
  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3, stringUnit: character }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], [1], ['1'], [null]) },
  { weight: 1, arbitrary: fc.constantFrom(10, 300).map((levels) => deep(levels, 1)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...PROTOTYPE_KEYS), fc.constantFrom('1', '{"a":1}', 'null', '[]'))
      .map(([key, json]) => JSON.parse(`{"${key}":${json}}`) as unknown),
  },
)

type Fields = Record<string, unknown>
type Change = (fields: Fields) => unknown

/** Not by `String`, which what was made here can break. */
const inWords = (value: unknown) => (typeof value === 'string' ? value : `${JSON.stringify(value)}`)
const without = (fields: Fields, key: string) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key))
/** Sets it as an own property, which `__proto__` is only this way. */
const withOwn = (fields: Fields, key: string, value: unknown) =>
  Object.fromEntries([...Object.entries(fields), [key, value]])

const changeOf = (keys: readonly string[]): fc.Arbitrary<Change> => {
  const key = fc.constantFrom(...keys)
  return fc.oneof(
    key.map(
      (name): Change =>
        (fields) =>
          without(fields, name),
    ),
    fc.tuple(key, nastyValue).map(([name, value]): Change => (fields) => ({ ...fields, [name]: value })),
    key.map((name): Change => (fields) => ({ ...fields, [name]: [fields[name]] })),
    key.map((name): Change => (fields) => ({ ...fields, [name]: { value: fields[name] } })),
    key.map((name): Change => (fields) => ({ ...fields, [name]: inWords(fields[name]) })),
    fc
      .tuple(key, fc.constantFrom('\0', '\uD800', ' ', '\n', '\u200b'))
      .map(([name, bad]): Change => (fields) => ({ ...fields, [name]: `${inWords(fields[name])}${bad}` })),
    fc.tuple(fc.constantFrom(...PROTOTYPE_KEYS, 'isHost', 'buyerId', 'pass'), nastyValue).map(
      ([name, value]): Change =>
        (fields) =>
          withOwn(fields, name, value),
    ),
    fc.constant<Change>((fields) => [fields]),
    fc.constant<Change>((fields) => JSON.stringify(fields)),
  )
}

/** A request that was right, with one to three things wrong with it. */
export function nearMiss(right: Fields): fc.Arbitrary<unknown> {
  const isFields = (value: unknown): value is Fields =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  return fc
    .array(changeOf(Object.keys(right)), { minLength: 1, maxLength: 3 })
    .map((changes) =>
      changes.reduce<unknown>((value, change) => (isFields(value) ? change(value) : value), right),
    )
}
