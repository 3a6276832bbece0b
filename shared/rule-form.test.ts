import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesOf, rearranged, ruleOfText, ruleTextOf, textOfRule, type RuleRow } from './rule-form.ts'
import { splitRule, type SplitRule } from './split.ts'

const row = (...[kind, to, value, bounds]: [string, string, string, Partial<RuleRow>?]): RuleRow => ({
  ...{ kind, to, value, floor: '', cap: '', ...bounds },
})
const wrong = (rows: RuleRow[], rest = 'cooperative') => {
  const read = ruleOfText({ rows, rest })
  if (read.ok) throw new Error('It was read')
  return read.refusal
}

const payees = ['household', 'cooperative', 'collective', 'platform', 'risk_fund'] as const
const part = (to: (typeof payees)[number]) =>
  fc
    .record({ bp: fc.nat(2_000), floorFen: fc.nat(500), above: fc.nat(5_000), bounded: fc.boolean() })
    .map(({ bp, floorFen, above, bounded }) => ({
      ...{ to, bp },
      ...(bounded && { floorFen, capFen: floorFen + above }),
    }))
/** any rule that the editor can make: no two tiers of the gross after each other */
const rules: fc.Arbitrary<SplitRule> = fc
  .record({
    guarantee: fc.option(fc.nat(99_999_999), { nil: undefined }),
    gross: fc.subarray([...payees], { minLength: 1 }).chain((some) => fc.tuple(...some.map(part))),
    left: fc.array(fc.constantFrom(...payees).chain(part), { maxLength: 3 }),
    fixed: fc.nat(5_000),
    rest: fc.constantFrom(...payees),
  })
  .map(({ guarantee, gross, left, fixed, rest }) =>
    splitRule.parse([
      { kind: 'processor_fee' },
      ...(guarantee === undefined
        ? []
        : [{ kind: 'fixed', to: 'household', amountFen: guarantee, guaranteed: true }]),
      { kind: 'basis_points', of: 'gross', parts: gross },
      { kind: 'fixed', to: 'collective', amountFen: fixed },
      ...left.map((one) => ({ kind: 'basis_points', of: 'left', parts: [one] })),
      { kind: 'rest', to: rest },
    ]),
  )

describe('a rule as a form', () => {
  it('comes back as it went, whatever the rule', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        expect(ruleOfText(textOfRule(rule))).toEqual({ ok: true, value: rule })
      }),
    )
  })

  it('reads percents and yuan by digits, full-width ones too', () => {
    const read = ruleOfText({
      rows: [row('gross', 'household', '59.1'), row('gross', 'collective', ' ６％', { cap: '４.00元' })],
      rest: 'cooperative',
    })

    expect(read).toMatchObject({
      ok: true,
      value: [
        { kind: 'processor_fee' },
        {
          parts: [
            { to: 'household', bp: 5_910 },
            { to: 'collective', bp: 600, capFen: 400 },
          ],
        },
        { kind: 'rest', to: 'cooperative' },
      ],
    })
  })

  it.each([
    [[row('gross', 'household', '')], [{ value: 'percent' }]],
    [[row('gross', 'household', '100.01')], [{ value: 'percent' }]],
    [[row('gross', 'household', '1.005')], [{ value: 'percent' }]],
    [[row('fixed', 'household', '-1')], [{ value: 'amount' }]],
    [[row('gross', 'platform', '1', { floor: '2', cap: '1' })], [{ cap: 'below_floor' }]],
    [
      [row('gross', 'platform', '1'), row('gross', 'platform', '2')],
      [{}, { to: 'payee_twice' }],
    ],
    [
      [row('gross', 'household', '60'), row('gross', 'platform', '41')],
      [{}, { value: 'more_than_whole' }],
    ],
    [[row('sorcery', 'nobody', '1')], [{ kind: 'invalid', to: 'invalid' }]],
  ])('says what is wrong with which row: %j', (rows, errors) => {
    expect(wrong(rows)).toEqual({ kind: 'rule_text', rows: errors, rest: null })
  })

  it('pays a public official who hosts nothing, and refuses every other value (公务员法 art. 59)', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('fixed', 'guaranteed', 'gross', 'left'),
        fc.integer({ min: 1, max: 99_999 }),
        (kind, cents) => {
          const value = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
          expect(wrong([row(kind, 'host', value)]).rows).toEqual([{ to: 'host_paid' }])
          expect(wrong([row(kind, 'host', '0', { floor: value })]).rows).toEqual([{ to: 'host_paid' }])
        },
      ),
    )
    expect(wrong([], 'host').rest).toBe('host_paid')
    expect(ruleOfText({ rows: [row('gross', 'host', '0.00%')], rest: 'cooperative' })).toEqual({
      ok: true,
      value: [{ kind: 'processor_fee' }, { kind: 'rest', to: 'cooperative' }],
    })
    expect(splitRule.safeParse([{ kind: 'rest', to: 'host' }]).success).toBe(false)
  })

  it('is read of a posted form row by row, also of one that lacks fields', () => {
    const form = new FormData()
    for (const [name, value] of [
      ['kind', 'gross'],
      ['to', 'household'],
      ['value', '59'],
      ['floor', ''],
      ['cap', '10'],
      ['kind', 'fixed'],
      ['rest', 'platform'],
    ] as const)
      form.append(name, value)

    expect(ruleTextOf(form)).toEqual({
      rows: [row('gross', 'household', '59', { cap: '10' }), row('fixed', '', '')],
      rest: 'platform',
    })
  })

  it('adds, removes and moves steps as its buttons say, and ignores any other word', () => {
    const [a, b] = [row('gross', 'household', '1'), row('gross', 'platform', '2')]
    const text = { rows: [a, b], rest: 'cooperative' }
    const after = (command: string) => rearranged(text, command).rows

    expect(after('add')).toHaveLength(3)
    expect(after('remove-0')).toEqual([b])
    expect(after('up-1')).toEqual([b, a])
    expect(after('down-0')).toEqual([b, a])
    for (const nothing of ['up-0', 'down-1', 'remove-9', 'look', '', 'remove--1', 'up-'])
      expect(after(nothing)).toEqual([a, b])
  })
})

describe('what two rules differ in', () => {
  const [a, b, c] = [
    row('gross', 'household', '58'),
    row('gross', 'collective', '6'),
    row('gross', 'platform', '3'),
  ]
  const rule = (rows: RuleRow[], rest = 'cooperative') => {
    const read = ruleOfText({ rows, rest })
    if (!read.ok) throw new Error('No rule')
    return read.value
  }

  it('is a value, a step more or less, the rest, or only the order', () => {
    const before = rule([a, b])

    expect(changesOf(before, rule([a, { ...b, value: '5' }]))).toEqual({
      changes: [{ was: b, is: { ...b, value: '5' } }],
      ...{ rest: null, reordered: false },
    })
    expect(changesOf(before, rule([a, b, c], 'household'))).toEqual({
      changes: [{ was: null, is: c }],
      ...{ rest: { was: 'cooperative', is: 'household' }, reordered: false },
    })
    expect(changesOf(before, rule([b]))).toMatchObject({ changes: [{ was: a, is: null }] })
    expect(changesOf(before, rule([b, a]))).toEqual({ changes: [], rest: null, reordered: true })
    expect(changesOf(before, before)).toEqual({ changes: [], rest: null, reordered: false })
  })
})
