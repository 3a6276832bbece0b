import type Stripe from 'stripe'
import { layout, money } from './layout.ts'
import { html, type Markup } from './markup.ts'
import type { Words } from './words.ts'

/** In place of the dashboard's page of a dispute: evidence is a button, and so is the bank. */
export function disputePage(words: Words, dispute: Stripe.Dispute): Markup {
  const { id, amount, currency, status } = dispute
  const said = words.disputes
  const isInquiry = status.startsWith('warning_')
  const isOpen = /needs_response|under_review/.test(status)
  const body = html`<section class="card bank">
    <h1>${said.title}</h1>
    <p class="total">
      <span>${words.total}</span><span class="amount">${money(words, amount, currency)}</span>
    </p>
    <p class="muted"><code>${id}</code> · ${status}</p>
    <p>${isOpen ? (isInquiry ? said.inquiry : said.open) : said.closed}</p>
    ${
      isOpen &&
      html`<form method="post" action="/disputes/${id}">
        <button type="submit" name="outcome" value="won">${isInquiry ? said.settled : said.won}</button>
        <button type="submit" name="outcome" value="${isInquiry ? 'escalate' : 'lost'}" class="second">
          ${isInquiry ? said.escalate : said.lost}
        </button>
      </form>`
    }
  </section>`
  return layout(words, { title: said.title, body, isNarrow: true })
}
