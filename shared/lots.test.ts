import { describe, expect, it } from 'vitest'
import { RECALL_REASON_MAX, recallForm } from './lots.ts'

const wrong = (form: Record<string, string>) =>
  recallForm.safeParse(form).error?.issues.map(({ path, message }) => [path[0], message])

describe('the form of a recall', () => {
  it('takes a reason, without the spaces around it, and a tick', () => {
    expect(recallForm.parse({ reason: ' 检出农残超标 ', confirmed: 'on' })).toEqual({
      reason: '检出农残超标',
      confirmed: 'on',
    })
  })

  it('asks for the tick', () => {
    expect(wrong({ reason: '检出农残超标' })).toEqual([['confirmed', 'accept']])
    expect(wrong({ reason: '检出农残超标', confirmed: 'yes' })).toMatchObject([
      ['confirmed', expect.any(String)],
    ])
  })

  it.each(['', '   ', '不好', '长'.repeat(RECALL_REASON_MAX + 1)])(
    'takes no reason like "%.5s"',
    (reason) => {
      expect(wrong({ reason, confirmed: 'on' })).toMatchObject([['reason', expect.any(String)]])
    },
  )
})
