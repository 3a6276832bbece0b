import type Stripe from 'stripe'
import type { SessionRecord } from '../state/records.ts'
import type { MethodType } from '../settings.ts'
import type { Typed } from './card-form.ts'
import { layout, money } from './layout.ts'
import { html, type Markup } from './markup.ts'
import type { Words } from './words.ts'

type Shown = { record: SessionRecord; typed: Typed; error?: keyof Words['errors'] | undefined }

/** The stand-in for checkout.stripe.com: one plain form, no script. */
export function checkoutPage(words: Words, { record, typed, error }: Shown): Markup {
  const { api, lineItems } = record
  const total = money(words, api.amount_total ?? 0, api.currency ?? 'cny')
  const body = html` <section aria-label="${words.total}">
      ${backLink(words, api)}
      <h1 class="amount" data-testid="total">${total}</h1>
      <ul class="items">
        ${lineItems.map((item) => itemLine(words, item))}
      </ul>
      <p class="total"><span>${words.total}</span><span class="amount">${total}</span></p>
    </section>
    <form class="card" method="post" action="/c/pay/${api.id}" novalidate>
      ${error && html`<p class="error" role="alert">${words.errors[error]}</p>`}
      <h2>${words.contact}</h2>
      <label class="field"
        >${words.email} <input type="email" name="email" autocomplete="email" required value="${typed.email}"
      /></label>
      <fieldset>
        <legend>${words.payWith}</legend>
        ${api.payment_method_types.map((type) => methodChoice(words, type as MethodType, typed))}
      </fieldset>
      <button type="submit">${words.pay} ${total}</button>
    </form>`
  return layout(words, { title: `${words.pay} ${total}`, body })
}

export function expiredPage(words: Words, session: Stripe.Checkout.Session): Markup {
  const body = html`<section class="card">
    <h1>${words.expiredTitle}</h1>
    <p>${words.expiredText}</p>
    ${backLink(words, session)}
  </section>`
  return layout(words, { title: words.expiredTitle, body, isNarrow: true })
}

export function notFoundPage(words: Words): Markup {
  const body = html`<section class="card">
    <h1>404</h1>
    <p>${words.notFound}</p>
  </section>`
  return layout(words, { title: words.notFound, body, isNarrow: true })
}

function backLink(words: Words, { cancel_url: url }: Stripe.Checkout.Session): Markup | null {
  return url ? html`<p><a href="${url}" data-testid="cancel">← ${words.back}</a></p>` : null
}

function itemLine(words: Words, item: Stripe.LineItem): Markup {
  const each = money(words, item.price?.unit_amount ?? 0, item.currency)
  return html`<li>
    <span>${item.description}<small>${each} × ${item.quantity}</small></span>
    <span class="amount">${money(words, item.amount_total, item.currency)}</span>
  </li>`
}

function methodChoice(words: Words, type: MethodType, typed: Typed): Markup {
  return html`<div class="method">
    <label
      ><input type="radio" name="payment_method" value="${type}" ${typed.method === type && html` checked`} />
      ${words.methods[type]}</label
    >
    <div class="inside">${inside(words, type, typed)}</div>
  </div>`
}

function inside(words: Words, type: MethodType, typed: Typed): Markup {
  if (type === 'alipay') return html`<p class="muted">${words.goesToAlipay}</p>`
  if (type === 'wechat_pay') return html`<p class="muted">${words.showsCode}</p>`
  return html` <label class="field"
      >${words.cardNumber}
      <input name="card_number" inputmode="numeric" autocomplete="off" value="${typed.number}"
    /></label>
    <div class="pair">
      <label class="field"
        >${words.expiry}
        <input name="card_expiry" inputmode="numeric" autocomplete="off" value="${typed.expiry}"
      /></label>
      <label class="field"
        >${words.cvc} <input name="card_cvc" inputmode="numeric" autocomplete="off" value="${typed.cvc}"
      /></label>
    </div>
    <label class="field"
      >${words.cardName} <input name="card_name" autocomplete="off" value="${typed.name}"
    /></label>
    <details>
      <summary>${words.testCards}</summary>
      <p class="muted"><code>4242 4242 4242 4242</code> ${words.approves}</p>
      <p class="muted"><code>4000 0025 0000 3155</code> ${words.challenges}</p>
      <p class="muted"><code>4000 0000 0000 0002</code> ${words.declines}</p>
      <p class="muted"><code>4000 0000 0000 0259</code> ${words.isDisputed}</p>
    </details>`
}
