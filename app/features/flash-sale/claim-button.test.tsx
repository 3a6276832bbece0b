import { createRemixStub } from '@remix-run/testing'
import { cleanup, render, screen } from '@testing-library/react'
import { I18nextProvider } from 'react-i18next'
import { afterEach, describe, expect, it } from 'vitest'
import { createI18n } from '#app/i18n/create-i18n.ts'
import common from '#app/i18n/locales/zh-CN/common.json'
import live from '#app/i18n/locales/zh-CN/live.json'
import { fen } from '#shared/money.ts'
import { ClaimButton } from './claim-button.tsx'
import type { ClaimState } from './claim-state.ts'

const serverNow = '2026-11-23T04:00:00.000Z'
const i18n = createI18n('zh-CN', { common, live })

function show(state: ClaimState) {
  const Page = createRemixStub([
    {
      path: '/',
      Component: () => (
        <I18nextProvider i18n={i18n}>
          <ClaimButton state={state} serverNow={serverNow} />
        </I18nextProvider>
      ),
    },
  ])
  render(<Page />)
}

afterEach(cleanup)

describe('the claim button', () => {
  it('is a submit button that says 抢 when there is something to win', () => {
    show({ kind: 'ready' })
    const button = screen.getByRole('button', { name: '抢' })
    expect(button.getAttribute('type')).toBe('submit')
  })

  it.each([
    [{ kind: 'asking' }, '抢购中…'],
    [{ kind: 'queued', ahead: 312 }, '排队中，前面 312 人'],
    [{ kind: 'queued', ahead: null }, '排队中，请稍候'],
  ] as const)('is busy, and no submit button, in %o', (state, text) => {
    show(state)
    const button = screen.getByRole('button', { name: text })
    expect(button.getAttribute('aria-busy')).toBe('true')
    expect(button.getAttribute('type')).toBe('button')
  })

  it.each([
    [{ kind: 'sold_out', held: 2, mayWait: false, waiting: 0 }, '已售罄'],
    [{ kind: 'limit', limit: 2, elsewhere: false }, '限购 2 份，已达上限'],
    [{ kind: 'paused', stopped: false }, '主播已暂停'],
    [{ kind: 'paused', stopped: true }, '主播已急停'],
    [{ kind: 'ended', recalled: true }, '这批货已召回'],
    [{ kind: 'ended', recalled: false }, '抢购已结束'],
    [{ kind: 'not_open', opensAt: null }, '等主播开抢'],
    [{ kind: 'not_open', opensAt: '2026-11-23T12:30:00Z' }, '20:30 开抢'],
  ] as const)('cannot be tapped in %o', (state, text) => {
    show(state)
    expect(screen.getByRole('button', { name: text })).toHaveProperty('disabled', true)
  })

  it.each([
    [{ kind: 'sold_out', held: 2, mayWait: true, waiting: 0 }, '已售罄 · 候补'],
    [{ kind: 'waiting', ahead: 2, paysFirst: false }, '不等了'],
  ] as const)('asks for a place in line, or gives it up, in %o', (state, text) => {
    show(state)
    expect(screen.getByRole('button', { name: text }).getAttribute('type')).toBe('submit')
  })

  it('says the place in line', () => {
    show({ kind: 'waiting', ahead: 2, paysFirst: false })
    expect(screen.getByText('候补第 3 位')).toBeDefined()
  })

  it('leads to the checkout with the time that is left when something is held', async () => {
    show({
      kind: 'held',
      hold: {
        holdId: 'hold_1',
        saleId: 'sale_1',
        quantity: 1,
        unitPriceFen: fen(5900),
        sequence: 7,
        state: 'held',
        expiresAt: '2026-11-23T04:04:59.000Z',
        createdAt: serverNow,
        payFirst: false,
      },
    })
    const link = await screen.findByRole('link')
    expect(link.getAttribute('href')).toBe('/checkout/hold_1')
    expect(link.textContent).toContain('已为您保留04:59去付款')
  })
})
