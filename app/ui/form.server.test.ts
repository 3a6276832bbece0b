import { describe, expect, it } from 'vitest'
import { checkoutRequest } from '#shared/checkout.ts'
import { parseForm } from './form.server.ts'

const typed = {
  recipientName: '林小满',
  phone: '138 0013 8000',
  province: '福建省',
  city: '南平市',
  district: '延平区',
  street: '夏道镇罗坑村 8 号',
}

function aForm(change: Record<string, string> = {}): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...typed, ...change })) form.set(name, value)
  return form
}

describe('a posted form', () => {
  it('is parsed by the schema', () => {
    const submission = parseForm(aForm(), checkoutRequest)
    expect(submission.status === 'success' && submission.value).toMatchObject({
      phone: '13800138000',
      note: '',
    })
  })

  it.each([
    ['recipientName', '', 'required'],
    ['phone', '12345', 'phone'],
    ['street', 'x', 'too_short'],
    ['city', '市'.repeat(21), 'too_long'],
  ])('says of %s = %s: %s', (field, value, kind) => {
    expect(parseForm(aForm({ [field]: value }), checkoutRequest).reply().error?.[field]).toEqual([kind])
  })

  it('keeps what was typed when something is wrong', () => {
    const { initialValue } = parseForm(aForm({ phone: '1' }), checkoutRequest).reply()
    expect(initialValue).toMatchObject({ ...typed, phone: '1' })
  })
})
