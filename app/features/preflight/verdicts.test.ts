import { describe, expect, it } from 'vitest'
import { HUNG_UP } from '#shared/ingest.ts'
import {
  certificateVerdict,
  lightVerdict,
  lineVerdict,
  soundVerdict,
  stockVerdict,
  uplinkVerdict,
} from './verdicts.ts'

const honey = { title: { zh: '百花蜜', en: 'Honey' }, left: 12, blockedBy: null }
const tea = { title: { zh: '铁观音', en: 'Tea' }, left: 0, blockedBy: null }
const shoots = {
  ...{ title: { zh: '笋干', en: 'Shoots' }, left: 0 },
  blockedBy: 'lot_without_certificate' as const,
}

const DEVICE = { canRecord: true, hasStreamKey: false }

describe('what the device says', () => {
  it('is of light neither too little nor too much', () => {
    expect([20, 60, 130, 215, 240].map((luma) => lightVerdict(luma).why)).toEqual([
      ...['dark', 'bright', 'bright', 'bright', 'glaring'],
    ])
  })

  it('waits for a voice, and is not content with a quiet room', () => {
    expect(soundVerdict(0.005)).toEqual({ is: 'waiting', why: 'speak' })
    expect(soundVerdict(0.02)).toEqual({ is: 'good', why: 'heard' })
  })

  it('tells what a line carries in megabits', () => {
    expect(uplinkVerdict(5_240_000)).toEqual({ is: 'good', why: 'fast', params: { speed: '5.2' } })
    expect(uplinkVerdict(900_000)).toEqual({ is: 'weak', why: 'slow', params: { speed: '0.9' } })
    expect(uplinkVerdict(120_000)).toEqual({ is: 'bad', why: 'tooSlow', params: { speed: '0.1' } })
  })

  it('knows from how the door hangs up whether a picture would be let in', () => {
    expect(lineVerdict(HUNG_UP.notLive, DEVICE).is).toBe('good')
    expect(lineVerdict('ready', DEVICE)).toEqual({ is: 'good', why: 'open' })
    expect(lineVerdict('ready', { ...DEVICE, hasStreamKey: true })).toEqual({
      is: 'good',
      why: 'openWithKey',
    })
    expect(lineVerdict(HUNG_UP.diskFull, DEVICE).why).toBe('full')
    expect(lineVerdict(HUNG_UP.forbidden, DEVICE).why).toBe('closed')
    expect(lineVerdict(null, DEVICE).why).toBe('closed')
    expect(lineVerdict('ready', { ...DEVICE, canRecord: false }).why).toBe('cannotRecord')
  })
})

describe('what the shop says', () => {
  it('names what there is nothing of', () => {
    expect(stockVerdict([], 'zh-CN')).toEqual({ is: 'bad', why: 'noGoods' })
    expect(stockVerdict([honey, tea], 'zh-CN')).toEqual({
      is: 'weak',
      why: 'empty',
      params: { goods: '铁观音' },
    })
    expect(stockVerdict([honey, shoots], 'zh-CN').is).toBe('good')
  })

  it('names what may not be sold', () => {
    expect(certificateVerdict([honey, shoots], 'en')).toMatchObject({
      is: 'bad',
      params: { goods: 'Shoots' },
    })
    expect(certificateVerdict([honey, tea], 'en').is).toBe('good')
  })
})
