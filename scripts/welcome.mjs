// What a newcomer reads when the shop is open.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** @typedef {{ role: string, zh: string, en: string, phone: string }} Account */

/** @param {string} dataDir @returns {Account[]} one of each role, as the seed wrote them */
function demoAccounts(dataDir) {
  const file = path.join(dataDir, 'demo-accounts.json')
  /** @type {Account[]} */
  const all = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
  return all.filter(({ role }, i) => all.findIndex((other) => other.role === role) === i)
}

/** White on black whatever the colours of the terminal, because not all phones read the reverse. @param {string} text */
async function qrLines(text) {
  const { default: encodeQR } = await import('qr') // not there before the first install
  const lines = encodeQR(text, 'ascii', { ecc: 'low', border: 2 }).trimEnd().split('\n')
  return lines.map((line) => (process.stdout.isTTY ? `    \x1b[97;40m${line}\x1b[0m` : `    ${line}`))
}

/** @param {string[]} origins the one to show first */
async function forPhones([shown, ...others]) {
  if (!shown) return []
  return [
    `  手机试用（同一网络）· On a phone in this network:  ${shown}`,
    ...others.map((origin) => `    也可以用 · or  ${origin}`),
    ...(await qrLines(shown)),
    '  手机会提示“不安全”，因为证书是这台电脑自己签的：点“高级”或“显示详细信息”，再点“继续访问”。',
    '  The phone warns, because this machine signed the certificate itself: tap Advanced or Show Details, then proceed.',
    '',
  ]
}

/** @param {{ address: string, phones: string[], dataDir: string }} shop `phones`: where phones find it over TLS */
export async function welcome({ address, phones, dataDir }) {
  const accounts = demoAccounts(dataDir)
  const page = (/** @type {string} */ at) => `${address}${at}`.padEnd(address.length + 14)
  process.stdout.write(
    [
      '',
      `  山货开张了 · The shop is open:  ${address}`,
      '',
      ...(accounts.length > 0
        ? [
            `  演示账号：在 ${address}/sign-in 登录，验证码见 ${address}/demo/messages`,
            '  Demo accounts: sign in there; the code is on the page of messages',
            ...accounts.map(({ phone, zh, en }) => `    ${phone}  ${zh} · ${en}`),
            '',
          ]
        : []),
      '  试一试 · Try',
      `    ${page('')}  进直播间抢一份，用卡 4242 4242 4242 4242 付款`,
      `    ${page('')}  join the live sale, claim, pay by card, Alipay or WeChat`,
      `    ${page('/studio')}  书记：上架、开抢，打开演示买家 · queue and open a sale, switch on demo buyers`,
      `    ${page('/coop')}  合作社：账上多少，为什么 · what is ours, line by line`,
      `    ${page('/platform')}  平台：打款，两个人和一个验证码 · payouts, by two people and a code`,
      `    ${page('/member')}  成员：我分多少、为什么，表决 · a member: my dividend, why, and my vote`,
      '',
      ...(await forPhones(phones)),
      '  不会真的扣钱。Ctrl-C 全部停止。 · No money moves. Ctrl-C stops everything.',
      '',
      '',
    ].join('\n'),
  )
}
