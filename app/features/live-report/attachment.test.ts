import { expect, test } from 'vitest'
import { attachment } from './attachment.ts'

test('a file has its name in any script, and no name leads out of its folder or out of the header', () => {
  expect(attachment('云雾茶-讲解.mp4', 'live_1.mp4')).toBe(
    `attachment; filename="live_1.mp4"; filename*=UTF-8''%E4%BA%91%E9%9B%BE%E8%8C%B6-%E8%AE%B2%E8%A7%A3.mp4`,
  )
  const odd = attachment('../a\r\n"b" (c)*.mp4', 'live_1.mp4')
  expect(odd.split("''")[1]).toBe('..%20a%20%20%20b%20%20%28c%29%20.mp4')
})
