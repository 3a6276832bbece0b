import { html, type Markup } from './markup.ts'
import type { Words } from './words.ts'

const style = `
*{box-sizing:border-box}
body{margin:0;background:#f5f6f8;color:#1a1f36;font:16px/1.5 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
.banner{position:sticky;top:0;z-index:1;background:#92400e;color:#fff;padding:8px 16px;font-size:14px;text-align:center}
main{max-width:920px;margin:0 auto;padding:24px 16px 48px;display:grid;gap:24px}
main.narrow{max-width:460px}
@media(min-width:800px){main:not(.narrow){grid-template-columns:1fr 1fr;gap:48px;padding-top:48px}}
h1{font-size:32px;line-height:1.2;margin:4px 0 16px}
h2{font-size:15px;margin:20px 0 8px}
.card{background:#fff;border-radius:14px;padding:20px;box-shadow:0 1px 3px #1a1f361f}
.muted{color:#5b6172;font-size:14px;margin:4px 0}
ul.items{list-style:none;margin:0;padding:0}
ul.items li,.total{display:flex;justify-content:space-between;gap:16px;padding:10px 0;border-bottom:1px solid #e6e8ee}
ul.items small{display:block;color:#5b6172}
.amount{white-space:nowrap;font-variant-numeric:tabular-nums}
.total{border:0;font-weight:600}
label.field{display:block;margin:0 0 12px;font-size:14px}
label.field input{display:block;width:100%;margin-top:4px;padding:11px 12px;border:1px solid #6b7280;border-radius:8px;font:inherit;font-size:16px;background:#fff;color:inherit}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:12px}
fieldset{border:0;margin:0;padding:0;min-width:0}
legend{font-size:15px;font-weight:600;margin:16px 0 8px;padding:0}
.method{border:1px solid #d0d4de;border-radius:10px;margin-bottom:8px;overflow:hidden}
.method>label{display:flex;align-items:center;gap:10px;padding:13px 14px;cursor:pointer;font-weight:500}
.method input[type=radio]{width:18px;height:18px;accent-color:#4338ca}
.method .inside{padding:0 14px 10px}
.method:not(:has(:checked)) .inside{display:none}
.method:has(:checked){border-color:#4338ca;box-shadow:0 0 0 1px #4338ca}
button{width:100%;min-height:48px;margin-top:12px;padding:12px 16px;border:1px solid #4338ca;border-radius:10px;background:#4338ca;color:#fff;font:inherit;font-weight:600;cursor:pointer}
button.second{background:#fff;color:#b91c1c;border-color:#b91c1c}
:focus-visible{outline:3px solid #f59e0b;outline-offset:2px}
.error{background:#fef2f2;color:#991b1b;border:1px solid #fca5a5;border-radius:10px;padding:10px 14px;margin:0 0 16px}
a{color:#4338ca}
summary{cursor:pointer;padding:8px 0;font-size:14px}
code{font-size:14px;white-space:nowrap}
.code{display:block;width:200px;height:200px;margin:16px auto}
.alipay{border-top:6px solid #1677ff}.wechat{border-top:6px solid #07c160}.bank{border-top:6px solid #4338ca}
`

/** Every page of the sandbox says, before anything else, that it is one. */
export function layout(words: Words, page: { title: string; body: Markup; isNarrow?: boolean }): Markup {
  return html`<!doctype html>
    <html lang="${words.lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${page.title} · Sandbox</title>
        <style>
          ${{ markup: style }}
        </style>
      </head>
      <body>
        <div class="banner" role="note" data-sandbox-banner>${words.banner}</div>
        <main class="${page.isNarrow ? 'narrow' : 'wide'}">${page.body}</main>
      </body>
    </html>`
}

/** In the buyer's notation: ¥88.00 in Chinese, CN¥88.00 in English. Every currency here has two decimals. */
export function money(words: Words, amount: number, currency: string): string {
  return new Intl.NumberFormat(words.lang, { style: 'currency', currency }).format(amount / 100)
}
