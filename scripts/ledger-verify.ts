// npm run ledger:verify [-- --from HEIGHT] [--heads FILE]. Exit 0 when every invariant of the books holds, the chain
// verifies and agrees with every head that was published; else says what doesn't. FILE: heads as somebody else has kept
// them, one a line, which even finds a past that was rewritten with our own key.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import english from '#app/i18n/locales/en/proofs.json' with { type: 'json' }
import { createI18n } from '#app/i18n/create-i18n.ts'
import { findingText } from '#app/features/proofs/finding-text.ts'
import { withProofs } from './ledger-proofs.ts'

const { values } = parseArgs({ options: { from: { type: 'string' }, heads: { type: 'string' } } })
const from = Number(values.from ?? 1)
if (!Number.isSafeInteger(from) || from < 1) throw new RangeError('--from is the height of a block, from 1')
const copy = values.heads === undefined ? undefined : readFileSync(values.heads, 'utf8')
const { t } = createI18n('en', { proofs: english })

await withProofs(async ({ ledger, proofs }) => {
  await ledger.sealBlocks()
  const report = await ledger.invariantReport()
  for (const { name, broken } of report)
    console.log(`${broken === 0 ? 'ok    ' : 'BROKEN'} ${name}${broken ? `: ${broken}` : ''}`)

  const { height, findings } = await proofs.audit(from, copy)
  for (const finding of findings) console.log(`BROKEN ${findingText(t, finding)}`)
  if (findings.length === 0) console.log(`ok     hash chain and published heads, to block ${height}`)
  process.exitCode = findings.length === 0 && report.every(({ broken }) => broken === 0) ? 0 : 1
})
