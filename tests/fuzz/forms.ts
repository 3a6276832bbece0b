import fc from 'fast-check'
import { character, nastyText } from './values.ts'

// Bodies, addresses and headers that browsers don't send.

export type Sent = { type: string | null; body: Buffer }

const bytes = (text: string) => Buffer.from(text, 'utf8')
const pairs = (fields: readonly (readonly [string, string])[]) =>
  fields.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
/** Half a pair cannot be encoded; whoever tries sends the replacement character, as browsers do. */
const encode = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'))

const oddNames = fc.constantFrom(
  ...[
    '__proto__',
    '__proto__.polluted',
    'constructor.prototype.polluted',
    'phone[999999999]',
    'phone.a.b[0]',
  ],
  ...['__intent__', '__state__', '', '[', 'a[', 'note[]', 'note[0]', 'toString', '\0', '_method', 'answer'],
)

/** The fields of a form that was right, some of them spoilt, left out, or sent twice. */
const fields = (right: Record<string, string>) =>
  fc
    .array(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...Object.entries(right)) },
        { weight: 3, arbitrary: fc.tuple(fc.constantFrom(...Object.keys(right)), nastyText) },
        {
          weight: 1,
          arbitrary: fc.tuple(oddNames, fc.oneof(nastyText, fc.constantFrom('{', '{"a":1}', 'data'))),
        },
      ),
      { maxLength: 12 },
    )
    .chain((spoilt) =>
      fc.boolean().map((isWhole) => (isWhole ? [...Object.entries(right), ...spoilt] : spoilt)),
    )

const multipart = (posted: readonly (readonly [string, string])[], file: boolean) =>
  bytes(
    posted
      .map(([name, value]) => {
        const disposition = `form-data; name="${name}"${file ? '; filename="a.txt"' : ''}`
        return `--x\r\nContent-Disposition: ${disposition}\r\n\r\n${value}\r\n`
      })
      .join('') + '--x--\r\n',
  )

export const bodyOf = (right: Record<string, string>): fc.Arbitrary<Sent> => {
  const form = 'application/x-www-form-urlencoded'
  const anyBytes = fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some))
  const types = fc.constantFrom(
    ...[
      form,
      `${form}; charset=utf-16`,
      'multipart/form-data',
      'multipart/form-data; boundary=x',
      'text/plain',
    ],
    ...[
      'application/json',
      'text/xml',
      'multipart/form-data; boundary=',
      'x',
      '',
      'application/octet-stream',
    ],
  )
  return fc.oneof(
    { weight: 6, arbitrary: fields(right).map((posted) => ({ type: form, body: bytes(pairs(posted)) })) },
    {
      weight: 2,
      arbitrary: fc.tuple(fields(right), fc.boolean()).map(([posted, file]) => ({
        type: 'multipart/form-data; boundary=x',
        body: multipart(posted, file),
      })),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(types, fc.oneof(anyBytes, fc.json({ maxDepth: 2 }).map(bytes)))
        .map(([type, body]) => ({ type, body })),
    },
    { weight: 1, arbitrary: anyBytes.map((body) => ({ type: null, body })) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('%', '%zz=%', 'a=%E0%A4%A', '&&&=', 'saleId=%00')
        .map((text) => ({ type: form, body: bytes(text) })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...Object.keys(right))
        .map((name) => ({ type: form, body: bytes(`${name}=${'x'.repeat(60_000)}`) })),
    },
  )
}

/** One step of a path, as it stands in an address. */
const step = fc.oneof(
  nastyText.map(encode),
  fc.constantFrom(
    '%00',
    '%E0%A4%A',
    '%',
    '..',
    '%2e%2e%2f',
    '%0d%0aX:y',
    '%ff',
    'a%00b',
    '%F0%9F%92%A5',
    '//',
    ';',
    '\\',
  ),
)

/** An address below a route's pattern: its parameters right, or not. */
export const pathOf = (pattern: string, right: Record<string, string>): fc.Arbitrary<string> => {
  const parts = pattern.split('/').filter(Boolean)
  const filled = parts.map((part) => {
    if (part === '*') return step
    if (!part.startsWith(':')) return fc.constant(part)
    const known = right[part.slice(1).replace('?', '')]
    return known === undefined ? step : fc.oneof(fc.constant(known), step)
  })
  return fc.tuple(...filled).map((steps) => `/${steps.join('/')}`)
}

export const queryOf = (names: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    {
      weight: 3,
      arbitrary: fc
        .array(fc.tuple(fc.constantFrom(...names), step), { minLength: 1, maxLength: 3 })
        .map((asked) => `?${asked.map(([name, value]) => `${name}=${value}`).join('&')}`),
    },
    { weight: 1, arbitrary: fc.constantFrom('?', '?&', '?%', '?=', '?index', '?a[b]=c', '?__proto__=1') },
  )

const latin = fc.string({
  unit: fc.integer({ min: 0x21, max: 0xff }).map((code) => String.fromCharCode(code)),
  maxLength: 40,
})
const json = fc
  .json({ maxDepth: 1, stringUnit: character })
  .map((text) => Buffer.from(text).toString('base64'))

/** Cookies that are not ours, beside those that are. */
export const cookieOf = (ours: string): fc.Arbitrary<string> =>
  fc
    .array(
      fc.tuple(
        fc.constantFrom('locale', 'text', 'visitor', 'i18next', '__proto__', 'better-auth.session_token'),
        fc.oneof(latin, json, fc.constantFrom('%', '%00', 'MQ==', 'W10=', 'e30=', 'bnVsbA==')),
      ),
      { maxLength: 2 },
    )
    .map((odd) => [ours, ...odd.map(([name, value]) => `${name}=${value}`)].filter(Boolean).join('; '))

/** Other headers that something reads. */
export const headers: fc.Arbitrary<readonly (readonly [string, string])[]> = fc.array(
  fc.tuple(
    fc.constantFrom(
      'Accept',
      'Accept-Language',
      'Host',
      'X-Forwarded-Host',
      'X-Request-Id',
      'Range',
      'Origin',
      'If-None-Match',
    ),
    fc.oneof(latin, fc.constantFrom('a:b', 'a:99999', '[::1', '127.0.0.1:1', '*', 'bytes=9-1', '')),
  ),
  { maxLength: 2 },
)
