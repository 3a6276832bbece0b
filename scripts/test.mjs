// npm test: from a bare clone to `N passed, N failed`. `--only unit,e2e` runs some of it; names: static, types, lint,
// format, boundaries, knip, lock, drift, build, unit, ui, store, e2e.
import { checkNode } from './check-node.mjs'

checkNode()
const { runTests } = await import('./run-tests.mjs')
process.exit(await runTests(process.argv.slice(2)))
