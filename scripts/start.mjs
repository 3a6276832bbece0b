// npm start: from a bare clone to a running shop. Installs, builds, starts the database and the Stripe sandbox,
// migrates, seeds, serves; stops all of it, in order, on Ctrl-C. `--dev` serves from source with hot reload.
import { checkNode } from './check-node.mjs'

checkNode()
const { openShop } = await import('./open-shop.mjs')
await openShop({ development: process.argv.includes('--dev') })
