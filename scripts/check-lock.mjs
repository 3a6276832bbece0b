// Every optional dependency that the lock names must have an entry of its own, or `npm ci` refuses the lock somewhere
// else: a registry that lacks some platform's package lets `npm install` drop it in silence.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** @typedef {{ packages: Record<string, { optionalDependencies?: Record<string, string> }> }} Lock */

/** @param {Lock} lock @returns {string[]} `name@range <- who wants it` for each gap */
export function lockGaps({ packages }) {
  const has = (/** @type {string} */ from, /** @type {string} */ name) => {
    for (let dir = from; ; dir = dir.slice(0, Math.max(0, dir.lastIndexOf('/node_modules/')))) {
      if (packages[`${dir ? `${dir}/` : ''}node_modules/${name}`]) return true
      if (dir === '') return false
    }
  }
  return Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !has(from, name))
      .map(([name, range]) => `${name}@${range} <- ${from}`),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const gaps = lockGaps(JSON.parse(readFileSync(process.argv[2] ?? 'package-lock.json', 'utf8')))
  for (const gap of gaps) console.log(gap)
  process.exit(gaps.length > 0 ? 1 : 0)
}
