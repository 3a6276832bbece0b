import type { IntentRecord } from '../state/records.ts'
import { layout, money } from './layout.ts'
import { html, type Markup } from './markup.ts'
import type { Words } from './words.ts'

/** The three places where a buyer goes on after pressing Pay, and the path each lives under. */
export type ActionKind = 'authenticate' | 'alipay' | 'wechat-pay'

const looks = { authenticate: 'bank', alipay: 'alipay', 'wechat-pay': 'wechat' } as const

/** Two buttons stand for what the buyer would do at the bank or in the wallet. */
export function actionPage(words: Words, kind: ActionKind, { id, api }: IntentRecord): Markup {
  const says = sentences(words, kind)
  const body = html`<section class="card ${looks[kind]}">
    <h1>${says.title}</h1>
    <p class="total">
      <span>${words.total}</span><span class="amount">${money(words, api.amount, api.currency)}</span>
    </p>
    ${kind === 'wechat-pay' && html`<img class="code" src="/code/${id}.svg" alt="" />`}
    <p>${says.text}</p>
    <form method="post" action="/${kind}/${id}">
      <button type="submit" name="outcome" value="approve">${says.approve}</button>
      <button type="submit" name="outcome" value="refuse" class="second">${says.refuse}</button>
    </form>
  </section>`
  return layout(words, { title: says.title, body, isNarrow: true })
}

function sentences(words: Words, kind: ActionKind) {
  if (kind === 'alipay') {
    const { alipayTitle, alipayText, alipayApprove, alipayRefuse } = words
    return { title: alipayTitle, text: alipayText, approve: alipayApprove, refuse: alipayRefuse }
  }
  if (kind === 'wechat-pay') {
    const { wechatTitle, wechatText, wechatApprove, wechatRefuse } = words
    return { title: wechatTitle, text: wechatText, approve: wechatApprove, refuse: wechatRefuse }
  }
  const { challengeTitle, challengeText, challengeApprove, challengeRefuse } = words
  return { title: challengeTitle, text: challengeText, approve: challengeApprove, refuse: challengeRefuse }
}
