// npm start: from a bare clone to a running shop. Installs, builds, starts the database and the Stripe sandbox,
// migrates, seeds, serves; stops all of it, in order, on Ctrl-C. `--dev` serves from source with hot reload; `--nodes 4`
// serves from four processes behind HAProxy, `--redis` lets them tell each other news through Redis. `--lan` serves over
// TLS for phones in the same network, `--lan=192.168.1.5` names the address to show.
import { parseArgs } from 'node:util'
import { checkNode } from './check-node.mjs'

checkNode()
const { openShop } = await import('./open-shop.mjs')
const { values } = parseArgs({
  // Without an address it is an empty one: parseArgs knows no option that may have a value.
  args: process.argv.slice(2).map((arg) => (arg === '--lan' ? '--lan=' : arg)),
  options: {
    dev: { type: 'boolean' },
    nodes: { type: 'string' },
    redis: { type: 'boolean' },
    lan: { type: 'string' },
  },
})
await openShop({
  development: values.dev ?? false,
  nodes: values.nodes,
  redis: values.redis ?? false,
  lan: values.lan,
})
