// Ways to reach somebody outside of the shop, out of what others see of a chat: buyers are led away by them, and
// whoever shouts their own number into a room is protected. Prices, weights, days and small numbers stay.

const MASK = '＊＊＊'

/** How digits are also written. 两 is not among them: it is a weight. */
const DIGIT_WORDS: Record<string, string> = Object.fromEntries(
  ['〇零○', '一壹幺', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap(
    (words, digit) => [...words].map((word) => [word, String(digit)]),
  ),
)
/** Signs that show nothing, and the two that make a digit a key: ５️⃣. */
const NOTHING = /^[\p{Cf}\u{FE0F}\u{20E3}]$/u

type Sign = { sign: string; at: number; end: number }

/** The text as it is meant: one sign for each that can be seen, with where it stands in `text`. */
function meant(text: string): { signs: Sign[]; plain: string } {
  const signs: Sign[] = []
  let at = 0
  for (const sign of text) {
    const end = at + sign.length
    const plain = sign.normalize('NFKC').toLowerCase()
    const before = signs.at(-1)
    if (!NOTHING.test(sign)) signs.push({ sign: plain.length === 1 ? plain : '\0', at, end })
    else if (before) before.end = end
    at = end
  }
  return { signs, plain: signs.map(({ sign }) => sign).join('') }
}

const TLD =
  '(?:com|cn|net|org|top|xyz|shop|vip|cc|me|io|info|site|club|link|ltd|tv|co|app|online|store|wang|hk|tw)'
const WRITE_TO = '(?:微信|薇信|威信|微❤|v信|wechat|weixin|wx|vx|加v|加微|qq|扣扣)'
/** each span of `plain` that one of these finds is masked; with a group, only what the group found */
const ADDRESSES = [
  /(?:https?:\/\/|www\.)[^\s\p{Script=Han}]+/gu,
  /[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+/gu,
  new RegExp(
    `[a-z0-9][a-z0-9-]*(?:[.。][a-z0-9-]+)*[.。]${TLD}(?![a-z0-9])(?:/[^\\s\\p{Script=Han}]*)?`,
    'gu',
  ),
  new RegExp(`(?<![a-z])${WRITE_TO}\\s*(?:群|号|id)?\\s*[:：是=]?\\s*([a-z][-_a-z0-9]{5,19}|\\d{5,})`, 'gdu'),
]

/** What stands after a number that counts something. */
const UNIT =
  /^\s?(?:元|块|毛|角|分|斤|两|克|千克|公斤|吨|kg|g|ml|l|升|毫升|罐|瓶|包|袋|箱|盒|个|只|件|份|人|位|折|%|年|月|日|号|点|天|小时|米)/
const MOBILE = /1[3-9]\d{9}/
/** also after other numbers: it counts nothing, whatever stands behind it */
const ENDS_IN_MOBILE = /(?<!\d)(?:86\D{0,3})?1\D{0,3}[3-9](?:\D{0,3}\d){9}$/
const LANDLINE = /0\d{2,3}[2-8]\d{6,7}/
const SERVICE = /^[48]00\d{7}$/
/** QQ, WeChat, a landline without its area: longer than any price or weight of ours */
const LONG_NUMBER = /\d{7,}/
const BETWEEN_DIGITS = /[\s\-–—_.·,，、/*()（）~]/

type Span = { from: number; to: number }

/** Numbers that could be dialled, as spans of `plain`. */
function numbers(plain: string): Span[] {
  const digits = [...plain].map((sign) => DIGIT_WORDS[sign] ?? sign)
  const isDigit = (at: number) => /^\d$/.test(digits[at] ?? '')
  const spans: Span[] = []
  for (let from = 0; from < digits.length; from++) {
    if (!isDigit(from)) continue
    let to = from
    while (isNextOfRun(digits, to)) to++
    while (!isDigit(to)) to--
    const length = dialled(digits.slice(from, to + 1).join(''), plain.slice(to + 1))
    if (length > 0) spans.push({ from, to: from + length })
    from = to
  }
  return spans
}

/** Whether the run of digits goes on after `at`: up to three signs between two, and no decimal point. */
function isNextOfRun(digits: readonly string[], at: number): boolean {
  const rest = digits.slice(at + 1, at + 5).join('')
  const gap = /^([^\d]*)\d/.exec(rest)?.[1]
  if (gap === undefined || ![...gap].every((sign) => BETWEEN_DIGITS.test(sign))) return false
  if (gap !== '.') return true
  const before = digits.slice(Math.max(0, at - 1), at + 1).join('')
  const after = digits.slice(at + 2, at + 6).join('')
  return before.startsWith('.') || !/^\d{1,2}(?![\d.])|^\d{1,2}\.(?!\d)/.test(after)
}

/** @returns how much of a run of digits, from its begin on, could be dialled; 0 for nothing */
function dialled(run: string, after: string): number {
  const isCounted = UNIT.test(after) && !ENDS_IN_MOBILE.test(run) && !/\d{7}$/.test(run)
  // What counts something is no part of a number to dial.
  const number = isCounted ? run.replace(/\d+$/, '').replace(/\D+$/, '') : run
  const digits = joined(number)
  const isNumber = [MOBILE, LANDLINE, SERVICE].some((kind) => kind.test(digits)) || LONG_NUMBER.test(number)
  return isNumber ? number.length : 0
}

const joined = (run: string) => run.replaceAll(/\D/g, '')

function addresses(plain: string): Span[] {
  return ADDRESSES.flatMap((address) =>
    [...plain.matchAll(address)].map((found) => {
      const [from, to] = found.indices?.[1] ?? [found.index, found.index + found[0].length]
      return { from, to }
    }),
  )
}

/** Masks links, mail addresses, telephone, QQ and WeChat numbers, however they are spaced or spelt. */
export function maskContacts(text: string): string {
  const { signs, plain } = meant(text)
  const spans = [...numbers(plain), ...addresses(plain)].toSorted((a, b) => a.from - b.from)
  let masked = ''
  let shown = 0
  for (const { from, to } of spans) {
    const start = signs[from]!.at
    const end = signs[to - 1]!.end
    if (end <= shown) continue
    if (start >= shown) masked += text.slice(shown, start) + MASK
    shown = end
  }
  return masked + text.slice(shown)
}
