import { createRemixStub } from '@remix-run/testing'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createI18n } from '#app/i18n/create-i18n.ts'
import common from '#app/i18n/locales/zh-CN/common.json'
import live from '#app/i18n/locales/zh-CN/live.json'
import type { RoomSale } from '#shared/live.ts'
import { fen } from '#shared/money.ts'
import type { BagLine } from './bag-lines.ts'
import { Bag } from './bag.tsx'

const i18n = createI18n('zh-CN', { common, live })
const aSale = (saleId: string, change: Partial<RoomSale>) =>
  ({
    ...{ saleId, state: 'open', left: 3, sold: 7, priceFen: fen(2990), variantNameZh: '一瓶' },
    ...{ variantNameEn: 'One jar', ...change },
  }) as RoomSale
const aLine = (key: string, change: Partial<BagLine> = {}): BagLine => ({
  ...{ key, productSlug: key, title: { zh: key, en: key }, picture: key },
  ...{ fromFen: fen(5900), sale: null, isShown: false, ...change },
})

/** jsdom opens no dialogs. */
beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function () {
    this.open = false
    this.dispatchEvent(new Event('close'))
  }
})
afterEach(cleanup)

function aBag(lines: BagLine[]) {
  const Page = createRemixStub([
    {
      path: '*',
      Component: () => (
        <I18nextProvider i18n={i18n}>
          <Bag lines={lines} />
        </I18nextProvider>
      ),
    },
  ])
  render(<Page />)
}

it('opens all that the session sells: sales lead to their claim, the rest to its page', () => {
  aBag([
    aLine('honey'),
    aLine('tea', { sale: aSale('sale_tea', { left: 0 }), isShown: true }),
    aLine('rice', { sale: aSale('sale_rice', { state: 'ended' }) }),
  ])
  const button = screen.getByRole('link', { name: '购物袋，3 件' })
  expect(button.getAttribute('href')).toBe('#goods')
  fireEvent.click(button)

  const rows = within(screen.getByRole('dialog', { name: /购物袋/ })).getAllByRole('link')
  expect(rows.map((row) => row.getAttribute('href'))).toEqual([
    ...['/products/honey', '/?sale=sale_tea#sale', '/products/rice'],
  ])
  expect(rows[0]!.textContent).toContain('平时 ¥59.00')
  expect(rows[1]!.textContent).toMatch(/讲解中.*已售罄/)
  expect(rows[2]!.textContent).toContain('售出 7')
})

it('closes when something in it is chosen', () => {
  aBag([aLine('tea', { sale: aSale('sale_tea', {}) })])
  fireEvent.click(screen.getByRole('link', { name: '购物袋，1 件' }))
  fireEvent.click(within(screen.getByRole('dialog')).getByRole('link'))
  expect(screen.queryByRole('dialog')).toBeNull()
})
