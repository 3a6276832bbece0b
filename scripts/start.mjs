// npm start: from a bare clone to a running shop. Installs, builds, starts the database and the Stripe sandbox,
// migrates, seeds, serves; stops all of it, in order, on Ctrl-C. `--dev` serves from source with hot reload; `--nodes 4`
// serves from four processes behind HAProxy, `--redis` lets them tell each other news through Redis.
import { parseArgs } from 'node:util'
import { checkNode } from './check-node.mjs'

checkNode()
const { openShop } = await import('./open-shop.mjs')
const { values } = parseArgs({
  options: { dev: { type: 'boolean' }, nodes: { type: 'string' }, redis: { type: 'boolean' } },
})
await openShop({ development: values.dev ?? false, nodes: values.nodes, redis: values.redis ?? false })
