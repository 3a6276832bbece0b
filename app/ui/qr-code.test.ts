import decodeQR from 'qr/decode.js'
import { expect, it } from 'vitest'
import { isOnPaper, noticeAddress } from '#shared/ledger-notice.ts'
import type { SignedHead } from '#shared/ledger-head.ts'
import { qrPath } from './qr-code.server.ts'

const SCALE = 4
const head: SignedHead = {
  format: 'shanhuo-ledger-head-v1',
  when: '2026-11-26',
  height: 1_234,
  hash: 'ab'.repeat(32),
  lastSeq: 56_789,
  previous: 'cd'.repeat(32),
  signature: 'ef'.repeat(64),
  publicKey: '12'.repeat(32),
}

/** What a camera sees of the drawn path. */
function photograph({ size, path }: ReturnType<typeof qrPath>) {
  const side = size * SCALE
  const data = new Uint8Array(side * side * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let at = 0; at < SCALE * SCALE; at++) {
      const [row, column] = [Number(y) * SCALE + Math.floor(at / SCALE), Number(x) * SCALE + (at % SCALE)]
      data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3)
    }
  return { width: side, height: side, data }
}

it('reads as the address of the notice with the whole head behind it, as a camera reads it', () => {
  const address = noticeAddress('https://shop.example', head)
  const read = decodeQR(photograph(qrPath(address)))

  expect(read).toBe(address)
  const { hash } = new URL(read)
  expect(isOnPaper(head, hash)).toBe(true)
  expect(isOnPaper({ ...head, height: 1_235 }, hash)).toBe(false)
  expect(isOnPaper(head, '#top')).toBeNull()
})
