import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { I18nextProvider } from 'react-i18next'
import { afterEach, describe, expect, it } from 'vitest'
import { createI18n } from '#app/i18n/create-i18n.ts'
import live from '#app/i18n/locales/zh-CN/live.json'
import type { ChatView } from '#shared/chat.ts'
import { Chat } from './chat.tsx'
import { ChatOverPicture } from './chat-over-picture.tsx'

const i18n = createI18n('zh-CN', { live })
const aLine = (n: number, change: Partial<ChatView> = {}): ChatView => ({
  ...{ id: `m${n}`, author: `山友·${n}`, isHost: false, text: `第 ${n} 句` },
  ...{ sentAt: new Date(Date.UTC(2026, 10, 27, 12, 0, n)).toISOString(), ...change },
})
const lines = (count: number) => Array.from({ length: count }, (_, at) => aLine(at + 1))

function aPage(chat: ChatView[], notice: string | null = null) {
  const said: string[] = []
  const room = (of: ChatView[]) => ({ chat: of, notice, slowSec: 0 })
  const say = (text: string) => {
    said.push(text)
    return Promise.resolve({ ok: true as const, value: null })
  }
  const page = (of: ChatView[]) => (
    <I18nextProvider i18n={i18n}>
      <div data-testid="picture">
        <ChatOverPicture room={room(of)} />
      </div>
      <Chat room={room(of)} line="online" say={say} />
    </I18nextProvider>
  )
  const { rerender } = render(page(chat))
  return { said, hears: (of: ChatView[]) => rerender(page(of)) }
}

const log = () => screen.getByRole('log')
/** jsdom lays nothing out. */
function layOut(
  box: HTMLElement,
  { scrollHeight, clientHeight }: Record<'scrollHeight' | 'clientHeight', number>,
) {
  Object.defineProperties(box, {
    scrollHeight: { value: scrollHeight, configurable: true },
    clientHeight: { value: clientHeight, configurable: true },
  })
}
function scrollTo(top: number) {
  log().scrollTop = top
  fireEvent.scroll(log())
}
const newer = () => screen.queryByRole('button', { name: '新消息' })

afterEach(cleanup)

describe('the chat of a room', () => {
  it('lists all that the page keeps, and lays the last few over the picture', () => {
    aPage([...lines(50), aLine(51, { isHost: true, text: '在的' })], '今天包邮')
    expect(within(log()).getAllByRole('listitem')).toHaveLength(51)
    const over = screen.getByTestId('picture')
    expect(over.textContent).toContain('今天包邮')
    expect([...over.querySelectorAll('li')].map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('主播山友·51 在的'),
      ...[50, 49, 48].map((n) => expect.stringContaining(`第 ${n} 句`)),
    ])
  })

  it('is told to a screen reader once', () => {
    aPage(lines(3), '今天包邮')
    expect(within(screen.getByTestId('picture')).queryAllByRole('listitem')).toEqual([])
    expect(screen.getAllByText('第 3 句').filter((line) => !line.closest('[aria-hidden]'))).toHaveLength(1)
    expect(screen.getAllByRole('log')).toHaveLength(1)
  })

  it('follows what is said, leaves a reader who has scrolled up alone, and says that there is more', () => {
    const page = aPage(lines(20))
    layOut(log(), { scrollHeight: 900, clientHeight: 300 })
    page.hears(lines(21))
    expect(log().scrollTop).toBe(900)

    scrollTo(100)
    expect(newer()).toBeNull()
    page.hears(lines(22))
    expect(log().scrollTop).toBe(100)
    fireEvent.click(newer()!)
    expect(log().scrollTop).toBe(900)
    scrollTo(600)
    expect(newer()).toBeNull()
    layOut(log(), { scrollHeight: 950, clientHeight: 300 })
    page.hears(lines(23))
    expect(log().scrollTop).toBe(950)
  })

  it('puts an emoji where the cursor is, and sends it with the words', async () => {
    const { said } = aPage([])
    const field = screen.getByLabelText<HTMLInputElement>('说点什么')
    fireEvent.change(field, { target: { value: '好蜜！' } })
    field.setSelectionRange(2, 2)
    fireEvent.click(screen.getByRole('button', { name: '👍' }))
    fireEvent.click(screen.getByRole('button', { name: '🔥' }))
    expect(field.value).toBe('好蜜👍🔥！')
    expect(field.selectionStart).toBe('好蜜👍🔥'.length)

    await act(async () => fireEvent.click(screen.getByRole('button', { name: '发送' })))
    expect(said).toEqual(['好蜜👍🔥！'])
    expect(field.value).toBe('')
  })
})
