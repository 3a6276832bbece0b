import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { householdName, maskName } from './person-name.ts'

const names = [
  { zh: '黄阿土', en: 'Huang Atu' },
  { zh: '王明', en: 'Wang Ming' },
  { zh: '欧阳春生', en: 'Ouyang Chunsheng' },
] as const

describe('a name', () => {
  it('is a family name to the public, however long it is', () => {
    expect(names.map((name) => maskName(name, 'public'))).toEqual([
      { zh: '黄**', en: 'Huang **' },
      { zh: '王**', en: 'Wang **' },
      { zh: '欧阳**', en: 'Ouyang **' },
    ])
  })

  it('is known to neighbours and not written out for them', () => {
    expect(names.map((name) => maskName(name, 'member'))).toEqual([
      { zh: '黄*土', en: 'Huang A.' },
      { zh: '王*', en: 'Wang M.' },
      { zh: '欧阳*生', en: 'Ouyang C.' },
    ])
  })

  it('is whole to staff and to the auditor', () => {
    for (const name of names)
      for (const viewer of ['staff', 'auditor'] as const) expect(maskName(name, viewer)).toEqual(name)
  })

  it('never shows the public a given name, and never a neighbour all of it', () => {
    const character = fc.constantFrom(...'黄王林陈阿土明春生水木金莲𠮷')
    const name = fc.array(character, { minLength: 2, maxLength: 4 })
    fc.assert(
      fc.property(name, (characters) => {
        const zh = characters.join('')
        const seen = maskName({ zh, en: 'X Y' }, 'public').zh
        expect([...seen]).toEqual([characters[0], '*', '*'])
        expect(maskName({ zh, en: 'X Y' }, 'member').zh).not.toBe(zh)
      }),
    )
  })

  it('of a household is its head’s', () => {
    expect(householdName(names[0], 'public')).toEqual({ zh: '黄**家', en: 'Huang ** household' })
    expect(householdName(names[0], 'staff')).toEqual({ zh: '黄阿土家', en: 'Huang Atu household' })
  })

  it('is nothing but stars where there is none', () => {
    expect(maskName({ zh: '', en: '' }, 'public')).toEqual({ zh: '**', en: ' **' })
  })
})
