// npm run ledger:publish. Signs and publishes today's head of the ledger now; what comes later today is under the next.
// --new-file: instead, writes the file of heads anew from the database where it was lost.
import { parseArgs } from 'node:util'
import { headText } from '#shared/ledger-head.ts'
import { withProofs } from './ledger-proofs.ts'

const { values } = parseArgs({ options: { 'new-file': { type: 'boolean' } } })

await withProofs(async ({ ledger, proofs }) => {
  if (values['new-file']) {
    const written = await proofs.rewriteFile()
    console.log(
      written === null ? 'the file of heads is there; nothing was written' : `${written} heads written`,
    )
    process.exitCode = written === null ? 1 : 0
    return
  }
  await ledger.sealBlocks()
  const published = await proofs.publishToday()
  if (published.ok) console.log(headText(published.value))
  else {
    const why = { published_before: 'today has its head', nothing_sealed: 'nothing was sealed today' }
    console.log(`nothing published: ${why[published.refusal.kind]}`)
    process.exitCode = 1
  }
})
