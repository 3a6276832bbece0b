import { expect, it } from 'vitest'
import { coverRemovalForm } from './cover.ts'
import { recordingHoldForm } from './recordings.ts'

const picture = `cover-${'0'.repeat(32)}`

it.each([
  ['a cover is taken down', (reason: string) => coverRemovalForm.safeParse({ picture, reason })],
  ['a recording is held', (reason: string) => recordingHoldForm.safeParse({ hold: 'on', reason })],
])('why %s is as long as the database counts it', (_, parse) => {
  // Two code units, and one letter.
  expect(parse('蜜')).toMatchObject({ success: false })
  expect(parse('🍯')).toMatchObject({ success: false })
  expect(parse('  🍯🍯 ')).toMatchObject({ success: true, data: { reason: '🍯🍯' } })
  expect(parse('🍯'.repeat(200))).toMatchObject({ success: true })
  expect(parse('🍯'.repeat(201))).toMatchObject({ success: false })
})
