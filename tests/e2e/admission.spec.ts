import { expect, test, type Page } from '@playwright/test'
import { aResidentId } from '#tests/make/admission.ts'
import { accountant, anotherPerson, anotherPhone, endSession, expectAccessible, signIn } from './steps.ts'

/** somebody who has just come to a village, and has submitted nothing */
const newcomer = '13900000008'
const [operator, another] = ['13900000038', '13900000016']
const residentId = aResidentId('1996-04-05', 77)
const title = '新人头一场'

async function plan(host: Page) {
  await host.goto('/studio')
  await host.getByLabel('直播名称').fill(title)
  await host.getByRole('radio', { name: '普通直播' }).check({ force: true })
  await host.getByRole('radio', { name: 'AI 生成的人' }).check({ force: true })
  await host.getByRole('button', { name: '安排好了' }).click()
}

/** What the platform has about the newcomer, under a heading. */
const onDesk = (page: Page, region: string) =>
  page.getByRole('region', { name: region }).getByRole('listitem').filter({ hasText: '何新苗' })

test('nobody goes on air before they are known; who is listed may appeal, and another hears it @once', async ({
  page: host,
  browser,
}) => {
  await signIn(host, newcomer)
  await plan(host)
  await expect(host.getByText('还差 2 项，补齐才能开播。')).toBeVisible()
  await expectAccessible(host)
  await host.getByRole('button', { name: '开始直播' }).click()
  const refusal = host.getByRole('alert').filter({ hasText: '上面几项补齐，就能开播。' })
  await expect(refusal).toContainText('主播实名核验')
  await expect(refusal).toContainText('主播岗前培训')

  await host.getByRole('link', { name: '去补' }).first().click()
  await host
    .getByRole('textbox', { name: '身份证号' })
    .fill(`${residentId.slice(0, 17)}${residentId.endsWith('0') ? '1' : '0'}`)
  await host.getByRole('radio', { name: '不是' }).check({ force: true })
  await host.getByLabel('岗前培训课程').fill('县商务局主播岗前培训')
  await host.getByLabel('培训完成日期').fill('2026-01-05')
  await host.getByLabel('我同意平台为核验主播身份').check()
  await host.getByRole('button', { name: '提交核验' }).click()
  await expect(host.getByText('身份证号不对')).toBeVisible()
  await expectAccessible(host)
  await host.getByRole('textbox', { name: '身份证号' }).fill(residentId)
  const trainedOn = new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10)
  await host.getByLabel('培训完成日期').fill(trainedOn)
  await host.getByRole('button', { name: '提交核验' }).click()
  await expect(host.getByText('资料在核验中。')).toBeVisible()
  expect(await host.locator('main').innerText()).not.toContain(residentId.slice(0, 14))

  const platform = await anotherPerson(browser, operator, host)
  await platform.goto('/platform/hosts')
  await expectAccessible(platform)
  const verify = async (number: string) => {
    await onDesk(platform, '等待核验的主播').getByLabel('证件上的身份证号').fill(number)
    await onDesk(platform, '等待核验的主播').getByRole('button', { name: '核验通过' }).click()
  }
  await verify(aResidentId('1996-04-05', 78))
  await expect(platform.getByRole('alert')).toContainText('证件上的号码和提交的不一致')
  await verify(residentId)
  await expect(onDesk(platform, '核验过的主播')).toContainText('已核验')

  await host.goto('/studio')
  await expect(host.getByText('都齐了，可以开播。')).toBeVisible()
  await host.getByRole('button', { name: '开始直播' }).click()
  await expect(host.getByText('直播中').first()).toBeVisible()

  const room = await host.getByRole('link', { name: '看直播间' }).getAttribute('href')
  const viewer = await anotherPhone(browser, { javaScriptEnabled: false })
  await viewer.goto(room!)
  const stage = viewer.getByRole('region', { name: '直播间' })
  await expect(stage).toContainText('AI 主播')
  await expect(stage).toContainText(/何新苗.*带.*的货/)
  await expect(viewer.getByText(/运营者：.*统一社会信用代码 93999999MA/)).toBeVisible()
  await viewer.context().close()

  await endSession(host)

  const decided = onDesk(platform, '核验过的主播')
  await decided.getByText('列入黑名单').first().click()
  await decided.getByLabel('列入的原因').fill('用 AI 形象冒充他人，经查属实。')
  await decided.getByLabel('到哪一天为止').fill('2030-01-01')
  await decided.getByRole('button', { name: '列入黑名单' }).click()
  await expect(onDesk(platform, '黑名单')).toContainText('生效中')

  await plan(host)
  await expect(host.getByRole('alert')).toContainText('您在黑名单里')
  await host.getByRole('link', { name: '主播资料' }).click()
  await expect(host.getByText('用 AI 形象冒充他人，经查属实。')).toBeVisible()
  await expect(host.getByText('值班员 看过').or(host.getByText('出纳员 看过')).first()).toBeVisible()
  await host.getByLabel('申诉').fill('形象是我本人授权的，有合同。')
  await expectAccessible(host)
  await host.getByRole('button', { name: '提交申诉' }).click()
  await expect(host.getByText('申诉待处理')).toBeVisible()

  const answer = async (page: Page) => {
    await page.goto('/platform/hosts')
    await onDesk(page, '黑名单').getByLabel('处理意见').fill('合同核实，解除。')
    await onDesk(page, '黑名单').getByRole('button', { name: '解除' }).click()
  }
  await answer(platform)
  await expect(platform.getByRole('alert')).toContainText('申诉要由列入者以外的人处理')
  const second = await anotherPerson(browser, another, host)
  await answer(second)
  await expect(onDesk(second, '黑名单')).toContainText('申诉后解除')
  await expectAccessible(second)
  await host.reload()
  await expect(host.getByText('合同核实，解除。')).toBeVisible()
  await Promise.all([platform, second].map((page) => page.context().close()))
})

test('a cooperative shows by what it may sell, and the platform verifies it @once', async ({
  page,
  browser,
}) => {
  await signIn(page, accountant)
  await page.goto('/coop')
  await page.getByRole('link', { name: '证照' }).click()
  await page.getByLabel('统一社会信用代码').fill('93999999MA00000009')
  await page.getByRole('button', { name: '提交核验' }).click()
  await expect(page.getByText('统一社会信用代码不对')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('radio', { name: '自产农副产品，免登记' }).check({ force: true })
  await page.getByRole('button', { name: '提交核验' }).click()
  await expect(page.getByText('证照在核验中。')).toBeVisible()

  const platform = await anotherPerson(browser, another, page)
  await platform.goto('/platform/hosts')
  const waiting = platform.getByRole('region', { name: '等待核验的运营者' }).getByRole('listitem')
  await waiting.getByRole('button', { name: '核验通过' }).click()
  await expect(waiting).toHaveCount(0)
  await platform.context().close()
  await page.reload()
  await expect(page.getByText('已核验').first()).toBeVisible()
  await expectAccessible(page)
})
