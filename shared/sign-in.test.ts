import { describe, expect, it } from 'vitest'
import { codeRequest, nextPath, signInRequest } from './sign-in.ts'

describe('where to go after signing in', () => {
  it.each(['/studio', '/coop/org_1?from=x#lines', '/'])('goes to our own %s', (path) => {
    expect(nextPath.parse(path)).toBe(path)
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    '/a\nb',
    '/中文',
    '/a\u0001',
    undefined,
  ])('never leaves the shop for %j', (path) => {
    expect(nextPath.parse(path)).toBeNull()
  })
})

describe('what people type', () => {
  it('may have spaces, dashes and a country code', () => {
    const typed = { phone: '+86 138-0000 1234', code: ' 123 456 ' }
    expect(signInRequest.parse(typed)).toEqual({ phone: '13800001234', code: '123456', next: null })
  })

  it.each(['12345', '1234567', '12345a', '１２３４５６'])('is no code when it is %s', (code) => {
    expect(signInRequest.safeParse({ phone: '13800001234', code }).success).toBe(false)
  })

  it('is no mobile number when it is a landline', () => {
    expect(codeRequest.safeParse({ phone: '057188888888' }).success).toBe(false)
  })
})
