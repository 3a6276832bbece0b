import { expect, it } from 'vitest'
import { checkDisk } from './install.mjs'

it('says how much room installing needs when the disk is nearly full', () => {
  expect(() => checkDisk({ bavail: 1000, bsize: 4096 })).toThrow(/4 MB free .* takes about 1500 MB/)
})

it('goes on where there is room', () => {
  expect(() => checkDisk({ bavail: 1_000_000, bsize: 4096 })).not.toThrow()
})
