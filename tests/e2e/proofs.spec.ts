import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test, type Browser, type Page } from '@playwright/test'
import { accountant, anotherPerson, buy } from './steps.ts'

const checkPage = pathToFileURL(path.resolve('public/check-proof.html')).href

/** Buys, and leads the cooperative to the entry. */
async function anEntry(page: Page, browser: Browser): Promise<Page> {
  await buy(page, 'comb-honey')
  const number = decodeURIComponent(new URL(page.url()).pathname.split('/').at(-1) ?? '')

  const coop = await anotherPerson(browser, accountant, page)
  await coop.goto('/coop')
  await coop
    .getByRole('link', { name: new RegExp(number) })
    .first()
    .click()
  await expect(coop.getByRole('heading', { name: '入账证明' })).toBeVisible()
  return coop
}

test('who gets a proof checks it without a network, and sees which part of an altered one is wrong @once', async ({
  page,
  browser,
}, testInfo) => {
  const coop = await anEntry(page, browser)
  // It is sealed by a job every few seconds.
  await expect(async () => {
    await coop.reload()
    await expect(coop.getByRole('link', { name: '下载证明' })).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 20_000 })
  const [download] = await Promise.all([
    coop.waitForEvent('download'),
    coop.getByRole('link', { name: '下载证明' }).click(),
  ])
  const file = testInfo.outputPath('proof.json')
  await download.saveAs(file)
  const proof = JSON.parse(await readFile(file, 'utf8'))
  await coop.context().close()

  const offline = await browser.newContext({ locale: 'zh-CN', offline: true })
  const reader = await offline.newPage()
  await reader.goto(checkPage)
  await reader.getByLabel('选择证明文件').setInputFiles(file)
  await expect(reader.getByRole('heading', { name: '核对通过' })).toBeVisible()
  await expect(reader.getByRole('listitem').getByRole('img', { name: '对', exact: true })).toHaveCount(5)
  await expect(reader.getByText(proof.journal.memo)).toBeVisible()
  await reader.getByLabel('公告上的链头或公钥').fill(proof.head.hash.toUpperCase().slice(0, 20))
  await expect(reader.getByText('✓ 和公告一样')).toBeVisible()
  await reader.getByLabel('公告上的链头或公钥').fill('0'.repeat(64))
  await expect(reader.getByText('✗ 和公告不一样')).toBeVisible()

  const altered = testInfo.outputPath('altered.json')
  proof.journal.lines[0].amount += 100
  await writeFile(altered, JSON.stringify(proof))
  await reader.getByLabel('选择证明文件').setInputFiles(altered)
  await expect(reader.getByRole('heading', { name: '核对不通过' })).toBeVisible()
  await expect(reader.getByRole('listitem').filter({ hasText: '凭证的内容被改过' })).toBeVisible()
  await expect(reader.getByRole('listitem').getByRole('img', { name: '不对' })).toHaveCount(1)

  await reader.getByRole('button', { name: 'English' }).click()
  await expect(reader.getByRole('heading', { name: 'The proof does not hold' })).toBeVisible()
  await writeFile(altered, '{}')
  await reader.getByLabel('Choose a proof file').setInputFiles(altered)
  await expect(reader.getByRole('heading', { name: 'This is no proof' })).toBeVisible()
  await offline.close()
})

test('the page that checks runs where the shop serves it, too @once', async ({ page }) => {
  await page.goto('/check-proof.html')
  await expect(page.getByRole('heading', { name: '核对入账证明' })).toBeVisible()
})

test('a stranger sees the heads, and a sheet that its own code can be compared with @once', async ({
  page,
}) => {
  await buy(page, 'comb-honey')
  await expect(async () => {
    const { heads } = await (await page.request.get('/ledger/heads.json')).json()
    expect(heads.length).toBeGreaterThan(0)
  }).toPass({ timeout: 30_000 })

  await page.goto('/ledger')
  await expect(page.getByRole('heading', { name: '账本公示' })).toBeVisible()
  await page.getByRole('listitem').getByRole('link').filter({ hasText: '第' }).first().click()
  await expect(page.getByRole('heading', { name: '账本链头公告' })).toBeVisible()
  await expect(page.getByRole('img', { name: /二维码/ })).toBeVisible()

  const { heads } = await (await page.request.get('/ledger/heads.json')).json()
  const { format, when, height, hash, lastSeq, previous, signature } = heads.at(-1)
  const printed = [format, when, height, hash, lastSeq, previous, signature]
  await page.goto(`/ledger/${when}#${printed.join(',')}`)
  await expect(page.getByText('和纸上的一样。')).toBeVisible()
  await page.goto('about:blank')
  await page.goto(`/ledger/${when}#${printed.with(2, height + 1).join(',')}`)
  await expect(page.getByText(/和纸上的不一样/)).toBeVisible()
  expect((await page.goto('/ledger/2020-01-01'))?.status()).toBe(404)
})
