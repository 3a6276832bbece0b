import type { Bilingual } from '#shared/locale.ts'
import { expect, it } from 'vitest'
import { aLiveRoom } from '#tests/make/live-room.ts'
import { tendUnattended } from './unattended.ts'

it('texts the host of a session that everybody has left, with when it ends and where to go', async () => {
  const room = await aLiveRoom()
  const texts: string[] = []
  const identity = { text: async (userId: string, { zh }: Bilingual) => texts.push(`${userId}: ${zh}`) > 0 }
  const look = () =>
    tendUnattended({
      services: { live: room.live, identity },
      isAtDesk: () => false,
      origin: 'https://shan.example',
    })
  await room.db.liveSession.updateMany({ data: { startedAt: new Date('2026-11-27T03:10:00Z') } })
  room.clock.set(new Date('2026-11-27T03:45:00Z'))
  for (let n = 0; n < 3; n++) await look()
  expect(texts).toHaveLength(1)
  expect(texts[0]).toContain('user_host: 【山货】')
  expect(texts[0]).toContain('到 13:10 仍没有人来，会自动下播')
  expect(texts[0]).toContain(`https://shan.example/studio/${room.village.id}`)
  await room.close()
})
