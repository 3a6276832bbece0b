import { expect, test, type Page } from '@playwright/test'
import { anotherPerson, expectAccessible, signIn } from './steps.ts'

// One plan, from the members' votes to the published result. The desktop, which shares the shop and comes second, only
// looks at it.
test.describe.configure({ mode: 'serial' })

const staff = '13900000011'
const members = ['13900000021', '13900000022', '13900000023']
/** As large as a photograph of a paper that was signed. */
const file = (name: string) => ({ name, mimeType: 'application/pdf', buffer: Buffer.alloc(3_000_000, name) })

/** The demo shows the message on the page, as no SMS leaves the machine. */
async function confirmByCode(page: Page): Promise<void> {
  const field = page.getByLabel('6 位验证码')
  await expect(field).toBeVisible()
  const code = /(?<!\d)\d{6}(?!\d)/.exec(await page.locator('main').innerText())?.[0] ?? ''
  await field.fill(code)
  await page.getByRole('button', { name: '确认', exact: true }).click()
}

async function openPlan(page: Page, home: string): Promise<void> {
  await page.goto(home)
  await page
    .getByRole('link', { name: /2025 年度分配/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: /2025 年度分配/ })).toBeVisible()
}

test('a member sees what was earned, kept and shared, and the own part and why', async ({ page }) => {
  await signIn(page, members[0]!)
  await openPlan(page, '/member')

  for (const words of ['我的一份', '按交易量', '按份额', '这一年赚了', '留作公积金', '可以分的'])
    await expect(page.getByText(words).first()).toBeVisible()
  await expect(page.getByText('¥46,000.05').first()).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: '大字' }).first().click()
  await expectAccessible(page)
})

test('members vote by code, the assembly passes it, it is booked, paid, receipted and published @once', async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000)
  const voters = []
  for (const phone of members) voters.push(await anotherPerson(browser, phone, page))
  await openPlan(voters[0]!, '/member')
  await voters[0]!.getByLabel('想问什么，有什么不同意').fill('摇蜜机什么时候到？')
  await voters[0]!.getByRole('button', { name: '提问' }).click()
  await expect(voters[0]!.getByText('摇蜜机什么时候到？')).toBeVisible()
  for (const voter of voters) {
    await openPlan(voter, '/member')
    await voter.getByRole('button', { name: '赞成', exact: true }).click()
    await confirmByCode(voter)
    await expect(voter.getByText('你投了赞成')).toBeVisible()
  }

  await signIn(page, staff)
  await openPlan(page, '/coop/org_coop-yiyou/dividends')
  await expectAccessible(page)
  await page.getByLabel('回答').first().fill('下周一。')
  await page.getByRole('button', { name: '回答' }).first().click()
  await expect(page.getByText('下周一。')).toBeVisible()
  const record = async (inHall: string, yes: string) => {
    await page.getByLabel('到会人数（不含手机表决的）').fill(inHall)
    await page.getByLabel('纸票赞成').fill(yes)
    await page.getByLabel('会议记录（有签名）').setInputFiles(file('会议记录.pdf'))
    await page.getByRole('button', { name: '记下表决结果' }).click()
  }
  // Three of six votes are not more than half.
  await record('2', '0')
  await expect(page.getByText('合作社法第三十条')).toBeVisible()
  await record('2', '2')
  await expect(page.getByText('6 人，到会 5 人')).toBeVisible()
  await page.getByRole('button', { name: '入账' }).click()
  await expect(page.getByText('已入账。钱付出去一笔，记一笔。')).toBeVisible()

  const payments = await page.getByText('记一笔付款').count()
  expect(payments).toBe(6)
  await page.getByText('转为出资', { exact: true }).last().click()
  await page.getByLabel('决议里的转为出资名单').last().setInputFiles(file('转为出资名单.pdf'))
  await page.getByRole('button', { name: '转为出资，不付现金' }).last().click()
  await expect(page.getByText('已转为出资')).toBeVisible()
  for (let left = payments - 1; left > 0; left--) {
    await page.getByText('记一笔付款').first().click()
    await page.getByLabel('银行回单号').first().fill(`ICBC-${left}`)
    await page.getByRole('button', { name: '已付', exact: true }).first().click()
    await expect(page.getByText('记一笔付款')).toHaveCount(left - 1)
  }
  await expect(page.getByText('钱都付了。等每家签收。')).toBeVisible()

  await openPlan(voters[0]!, '/member')
  await expect(voters[0]!.getByText(/银行回单 ICBC-/)).toBeVisible()
  await voters[0]!.getByRole('button', { name: '钱收到了' }).click()
  await confirmByCode(voters[0]!)
  await expect(voters[0]!.getByText('已签收').first()).toBeVisible()
  await page.reload()
  for (let left = await page.getByText('记签收').count(); left > 0; left--) {
    await page.getByText('记签收').first().click()
    await page
      .getByLabel('签收单')
      .first()
      .setInputFiles(file(`签收单-${left}.pdf`))
    await page.getByRole('button', { name: '已签收' }).first().click()
    await expect(page.getByText('记签收')).toHaveCount(left - 1)
  }
  await page.getByRole('button', { name: '公开结果' }).click()
  await expect(page.getByText('已公开').first()).toBeVisible()
  for (const voter of voters) await voter.context().close()
})

test('everybody reads what was published and where a grant went, without a name @once', async ({ page }) => {
  await page.goto('/dividends/org_coop-yiyou')

  await expect(page.getByRole('heading', { name: /2025 年度分配/ })).toBeVisible()
  await expect(page.getByText('蜂蜜冷藏库')).toBeVisible()
  const text = await page.locator('main').innerText()
  expect(text).not.toMatch(/黄阿土|许金莲|黄开花/)
  await expectAccessible(page)
})

test('a grant is spent by two people @once', async ({ page, browser }) => {
  await signIn(page, staff)
  await page.goto('/coop/org_coop-yiyou/grants')
  await expectAccessible(page)
  await expect(page.getByText('等另一个人来批。')).toBeVisible()
  await expect(page.getByRole('button', { name: '批准' })).toHaveCount(0)

  const director = await anotherPerson(browser, '13900000014', page)
  await director.goto('/coop/org_coop-yiyou/grants')
  await director.getByRole('button', { name: '批准' }).click()
  await expect(director.getByText('¥21,500.00')).toBeVisible()
  await director.context().close()
})

test('a member’s page is closed to those who are none @once', async ({ page }) => {
  await signIn(page, staff)
  const answer = await page.goto('/member/org_coop-yiyou')
  expect(answer?.status()).toBe(403)
})
