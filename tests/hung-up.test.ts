import { describe, expect, it } from 'vitest'
import en from '#app/i18n/locales/en/studio.json' with { type: 'json' }
import zh from '#app/i18n/locales/zh-CN/studio.json' with { type: 'json' }
import { HUNG_UP } from '#shared/ingest.ts'
import { anUplink } from './make/uplink.ts'

describe('a host on whom the shop hangs up', () => {
  it.each(Object.entries(HUNG_UP))('is told why in words, in both languages: %s', (_name, code) => {
    const host = anUplink()
    host.breaks(code)
    expect(host.state()).toEqual({ kind: 'ended', why: code })
    const words = [zh, en].map(({ camera }) => (camera.ended as Record<string, string>)[code])
    expect(new Set(words).size).toBe(2)
    for (const one of words) expect(one).toMatch(/.{5,}[.。]$/)
  })
})
