import { expect, it } from 'vitest'
import type { Caption } from '#shared/captions.ts'
import { aHandClock } from '#tests/make/hand-clock.ts'
import { createCaptionSender } from './caption-sender.ts'

function aSender() {
  const clock = aHandClock()
  const sent: string[] = []
  let answer: (value: 'shown' | null) => void = () => {}
  const answers: string[] = []
  const sender = createCaptionSender<'shown'>({
    after: clock.after,
    send({ text }) {
      sent.push(text)
      return new Promise((resolve) => (answer = resolve))
    },
    onAnswer: (value, { text }) => answers.push(`${text}: ${value}`),
  })
  let number = 0
  return {
    ...{ sent, answers },
    says(text: string) {
      const line: Caption = { number, text, isFinal: text.endsWith('。') }
      if (line.isFinal) number++
      sender.put(line)
    },
    async answered(value: 'shown' | null = 'shown') {
      answer(value)
      await new Promise((resolve) => setImmediate(resolve))
      clock.pass(200)
    },
  }
}

it('sends one line after the other, and of words in the making the newest alone', async () => {
  const { sent, answers, says, answered } = aSender()
  for (const text of ['这', '这是', '这是茶。', '现', '现摘']) says(text)
  expect(sent).toEqual(['这'])
  await answered()
  expect(sent).toEqual(['这', '这是茶。'])
  await answered(null)
  await answered()
  expect(sent).toEqual(['这', '这是茶。', '现摘'])
  expect(answers).toEqual(['这: shown', '这是茶。: null', '现摘: shown'])
})

it('lets go what a thin line could not take in time', async () => {
  const { sent, says, answered } = aSender()
  for (const text of ['一。', '二。', '三。', '四。', '五。', '六']) says(text)
  for (let n = 0; n < 5; n++) await answered()
  expect(sent).toEqual(['一。', '四。', '五。', '六'])
})
