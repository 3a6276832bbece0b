import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { anotherPerson, enrol, expectAccessible, payOnly, signIn } from './steps.ts'

const [proposer, approver] = ['13900000013', '13900000016']
const payee = { name: '王茶生', number: '6217990000000000033', yuan: '2310.08' }

test('one proposes, another lets it go with a code, and the bank’s result pays it @once', async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000)
  const { name, number, yuan } = payee

  await signIn(page, proposer)
  await page.goto('/account')
  await page.getByRole('link', { name: '给乡亲打款' }).click()
  await page.getByRole('link', { name: '新批次' }).click()
  await payOnly(page, [name])
  await expectAccessible(page)
  await page.getByLabel('怎么付').selectOption({ label: '农业银行批量代发' })
  await page.getByRole('button', { name: '提出这个批次' }).click()
  await expect(page.getByText('等另一位同事复核')).toBeVisible()
  await expect(page.getByRole('button', { name: '同意付款' })).toHaveCount(0)
  await expect(page.getByText(number)).toHaveCount(0)
  await expectAccessible(page)
  const address = page.url()
  const batch = /付款批次 (\d+)/.exec(await page.locator('main').innerText())![1]

  const other = await anotherPerson(browser, approver, page)
  const code = await enrol(other)
  await other.goto(address)
  await other.getByLabel('二次验证码').fill('000000')
  await other.getByRole('button', { name: '同意付款' }).click()
  await expect(other.getByRole('alert')).toContainText('验证码不对')
  await other.getByLabel('二次验证码').fill(code())
  await other.getByRole('button', { name: '同意付款' }).click()
  await expect(other.getByText('付款中', { exact: true })).toBeVisible()
  await expectAccessible(other)
  await other.context().close()

  await page.reload()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载文件' }).click()
  const file = await (await download).path()
  expect(await readFile(file, 'utf8')).toContain(`1,${number},${name},`)
  await page.reload()
  await expect(page.getByText('已经取走过一次')).toBeVisible()

  const result = [
    '编号,收款账号,收款户名,金额,附言,交易结果,流水号,错误信息',
    `1,${number},${name},${yuan},FK${batch}-001,成功,ABC${batch}001,`,
    `2,6228480000000009999,别人,1.00,FK${batch}-777,成功,ABC${batch}002,`,
  ].join('\r\n')
  await page
    .getByLabel('结果文件（CSV，1 MB 以内）')
    .setInputFiles({ name: '结果.csv', mimeType: 'text/csv', buffer: Buffer.from(result) })
  await page.getByRole('button', { name: '导入结果' }).click()
  await expect(page.getByText('已办完')).toBeVisible()
  await expect(page.getByText('对不上我们的任何一笔')).toBeVisible()
  await expect(page.getByText(`银行流水 abc:ABC${batch}001`)).toBeVisible()
  await expectAccessible(page)
})
