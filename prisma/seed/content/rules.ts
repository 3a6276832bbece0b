import type { SplitRule } from '#shared/split.ts'

const byBasisPoints = (household: number, collective: number, platform: number): SplitRule => [
  { kind: 'processor_fee' },
  {
    kind: 'basis_points',
    of: 'gross',
    parts: [
      { to: 'household', bp: household },
      { to: 'collective', bp: collective },
      { to: 'platform', bp: platform },
    ],
  },
  { kind: 'rest', to: 'cooperative' },
]

/** The demo's split rules. Honey gives households the 59.1 % that Yiyou village's did get of its output. */
export const rules: { ruleCode: string; rule: SplitRule }[] = [
  { ruleCode: 'standard', rule: byBasisPoints(5800, 600, 300) },
  { ruleCode: 'honey', rule: byBasisPoints(5910, 600, 300) },
  { ruleCode: 'staple', rule: byBasisPoints(6500, 400, 200) },
]
