import { afterEach, beforeEach, expect, it } from 'vitest'
import { randomIds } from '#server/platform/ids.ts'
import { aSaleCounter, type SaleCounter } from '#tests/make/sale-counter.ts'
import { createComplaints, type Complaints } from './complaints.ts'
import { createLiveStore } from './store.ts'

let counter: SaleCounter
let complaints: Complaints
beforeEach(async () => {
  counter = await aSaleCounter()
  const { db, clock } = counter
  complaints = createComplaints({ db, clock, ids: randomIds, sessions: createLiveStore(db) })
})
afterEach(() => counter.close())

const complain = (text: string, buyerId = 'vis_a') =>
  complaints.complain({ liveSessionId: counter.liveSession.id, buyerId, kind: 'off_platform', text })
const open = () => complaints.complaints({ isAnswered: false, limit: 10 })
const by = { userId: 'user_operator', name: '平台值班' }

it('is seen by whoever made it and by the platform, and answered once', async () => {
  await complain('主播让我加微信转账')
  counter.clock.advance(1_000)
  await complain('说是野生的，其实是养殖的', 'vis_b')
  const waiting = await open()
  expect(waiting).toMatchObject([
    { text: '主播让我加微信转账', villageName: { zh: '义由村' }, answeredBy: null },
    { text: '说是野生的，其实是养殖的' },
  ])
  expect(JSON.stringify(waiting)).not.toContain('vis_')

  const { complaintId } = waiting[0]!
  const answer = { complaintId, outcome: 'upheld', text: '已约谈主播并扣分', by } as const
  const asked = await Promise.all([complaints.answerComplaint(answer), complaints.answerComplaint(answer)])
  expect(asked.map(({ ok }) => ok).toSorted()).toEqual([false, true])
  expect(asked.find(({ ok }) => !ok)).toMatchObject({ refusal: { kind: 'complaint_answered' } })
  expect(await complaints.answerComplaint({ ...answer, complaintId: 'complaint_none' })).toMatchObject({
    refusal: { kind: 'complaint_not_found' },
  })

  expect(await open()).toHaveLength(1)
  expect(await complaints.complaints({ isAnswered: true, limit: 10 })).toMatchObject([
    { answeredBy: '平台值班' },
  ])
  const own = await complaints.complaintsOf(counter.liveSession.id, 'vis_a')
  expect(own).toMatchObject([{ answer: { outcome: 'upheld', text: '已约谈主播并扣分' } }])
})

it('is made five times an hour at most, and about a session that there is', async () => {
  for (let n = 0; n < 5; n++) expect(await complain(`第 ${n} 次举报`)).toMatchObject({ ok: true })
  expect(await complain('第六次举报')).toMatchObject({ refusal: { kind: 'complaints_too_many' } })
  expect(await complain('别人的举报', 'vis_b')).toMatchObject({ ok: true })
  counter.clock.advance(3_600_000)
  expect(await complain('过了一小时的举报')).toMatchObject({ ok: true })
  expect(
    await complaints.complain({
      liveSessionId: 'live_none',
      buyerId: 'vis_c',
      kind: 'other',
      text: '没有这场',
    }),
  ).toMatchObject({ refusal: { kind: 'room_not_found' } })
})

it('is kept as it was, and so is its answer', async () => {
  const { db } = counter
  await complain('主播让我加微信转账')
  const { complaintId } = (await open())[0]!
  await complaints.answerComplaint({ complaintId, outcome: 'dismissed', text: '核对了录像，没有这句话', by })
  await expect(db.complaint.updateMany({ data: { text: '没事没事' } })).rejects.toThrow(/APPEND_ONLY|denied/)
  await expect(db.complaintAnswer.deleteMany()).rejects.toThrow(/APPEND_ONLY|denied/)
})
