import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import Stripe from 'stripe'
import {
  anotherPerson,
  enrol,
  expectAccessible,
  expectPaid,
  giveAddress,
  goToPay,
  payByCard,
  payOnly,
  signIn,
  takeFromShelf,
} from './steps.ts'

const [proposer, approver] = ['13900000013', '13900000038']
/** Its money is at the platform's disposal at once. */
const AT_ONCE = '4000 0000 0000 0077'
const [settles, isRefused, comesBack] = ['叶添福家', '王火炎家', '叶玉珍家']
const accountPage = '/platform/payouts/accounts'

function theStripe(): Stripe {
  const { hostname: host, port } = new URL(process.env.E2E_SANDBOX!)
  const secrets = JSON.parse(readFileSync(path.join(process.env.E2E_DATA_DIR!, 'secrets.json'), 'utf8'))
  return new Stripe(secrets.STRIPE_SECRET_KEY, { host, port, protocol: 'http' })
}

async function available(stripe: Stripe): Promise<number> {
  const balance = await stripe.balance.retrieve()
  return balance.available.find(({ currency }) => currency === 'cny')?.amount ?? 0
}

/** Brings what the platform has at its disposal to `amount` fen, wherever the refunds of earlier tests left it. */
async function haveAtDisposal(page: Page, stripe: Stripe, amount: number): Promise<void> {
  while ((await available(stripe)) < amount) {
    await takeFromShelf(page, 'white-tea-cake')
    await giveAddress(page)
    await goToPay(page)
    await payByCard(page, AT_ONCE)
    await expectPaid(page)
  }
  const fee = { amount: (await available(stripe)) - amount, description: 'Radar for Fraud Teams' }
  const answer = await fetch(`${process.env.E2E_SANDBOX}/_sandbox/fee`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fee),
  })
  expect(answer.ok).toBe(true)
}

async function register(page: Page, name: string, number: string): Promise<void> {
  await page.goto(accountPage)
  await page.getByRole('link', { name: `更换${name}的收款账户` }).click()
  await expect(page.getByLabel('谁的').locator('option:checked')).toHaveText(name)
  await page.getByLabel('收款方式').selectOption('stripe')
  await page.getByLabel('户名').fill(name.replace('家', ''))
  await page.getByLabel('账号', { exact: true }).fill(number)
  await page.getByRole('button', { name: '保存账户' }).click()
}

const lineOf = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

test('of a batch by Stripe one payment settles, one is refused, and one is taken back @once', async ({
  page,
  browser,
}) => {
  // What is at Stripe is there once for both projects.
  test.setTimeout(240_000)
  const stripe = theStripe()
  await haveAtDisposal(page, stripe, 7_000)

  await signIn(page, proposer)
  const closed = await stripe.accounts.create({ type: 'express', country: 'SG' })
  await register(page, settles, closed.id)
  await expect(page.getByText('这个 Stripe 账户现在不能收划拨。')).toBeVisible()
  await expect(page.getByLabel('账号', { exact: true })).toHaveValue(closed.id)
  await expectAccessible(page)
  const accounts = new Map<string, string>()
  for (const name of [settles, isRefused, comesBack]) {
    const { id } = await stripe.accounts.create({
      ...{ type: 'express', country: 'SG' },
      capabilities: { transfers: { requested: true } },
    })
    accounts.set(name, id)
    await register(page, name, id)
    await expect(lineOf(page, name).getByText(`**** ${id.slice(-4)}`)).toBeVisible()
  }
  await expectAccessible(page)

  await page.getByRole('link', { name: '新批次' }).click()
  await payOnly(page, [...accounts.keys()])
  await page.getByLabel('怎么付').selectOption('stripe')
  await page.getByRole('button', { name: '提出这个批次' }).click()
  await expect(page.getByText('等另一位同事复核')).toBeVisible()
  const address = page.url()

  const other = await anotherPerson(browser, approver, page)
  const code = await enrol(other)
  await other.goto(address)
  await other.getByLabel('二次验证码').fill(code())
  await other.getByRole('button', { name: '同意付款' }).click()
  await expect(other.getByText('付款中', { exact: true })).toHaveCount(3)
  await expectAccessible(other)
  await other.context().close()

  // As if the shop had died between Stripe's answer and its books.
  await page.reload()
  const back = lineOf(page, comesBack)
  const lineId = (await back.locator('input[name=lineId]').first().getAttribute('value')) ?? ''
  await stripe.transfers.create({
    ...{ amount: 4_120, currency: 'cny', destination: accounts.get(comesBack)! },
    ...{ transfer_group: lineId, metadata: { reference: lineId } },
  })
  await back.getByText('没有到账，退回可提现').click()
  await back.getByLabel('原因').fill('她要改收现金')
  await back.getByRole('button', { name: '退回这一笔' }).click()
  await expect(back.getByText('她要改收现金')).toBeVisible()
  const { data: taken } = await stripe.transfers.list({ destination: accounts.get(comesBack)! })
  expect(taken).toMatchObject([{ amount: 4_120, reversed: true }])

  await page.getByRole('button', { name: '开始划拨' }).click()
  await expect(lineOf(page, settles).getByText('已到账')).toBeVisible()
  await expect(lineOf(page, isRefused).getByText('平台在 Stripe 的余额不够。')).toBeVisible()
  await expect(page.getByText('已办完')).toBeVisible()
  await expectAccessible(page)
  const { data: made } = await stripe.transfers.list({ destination: accounts.get(settles)! })
  expect(made).toMatchObject([{ amount: 6_850, reversed: false }])
  expect((await stripe.transfers.list({ destination: accounts.get(isRefused)! })).data).toEqual([])

  // Refused and returned can be proposed again.
  await page.getByRole('link', { name: '新批次' }).click()
  await expect(page.getByRole('checkbox', { name: new RegExp(isRefused) })).toBeEnabled()
  await expect(page.getByRole('checkbox', { name: new RegExp(comesBack) })).toBeEnabled()
  await page.goto('/platform/clearing')
  await page.getByRole('button', { name: '现在核对' }).click()
  const unexplained = page.locator('dl > div').filter({ hasText: '说不清的' })
  await expect(unexplained.first()).toContainText('¥0.00')
  await expect(page.getByRole('alert')).toHaveCount(0)

  await page.goto(address)
  await page.getByRole('button', { name: 'English' }).first().click()
  await expect(page.getByText('The platform’s balance at Stripe was too low.')).toBeVisible()
})
