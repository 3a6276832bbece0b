import { expect, it } from 'vitest'
import { nodeTooOld } from './check-node.mjs'

it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts Node %s', (version) => {
  expect(nodeTooOld(version)).toBeUndefined()
})

it.each(['20.18.9', '18.20.4', '12.22.12'])('says what to do about Node %s', (version) => {
  expect(nodeTooOld(version)).toContain(`Node 20.19 or newer is needed; this is ${version}`)
})
