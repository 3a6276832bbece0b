// Draws the module graph of docs/ARCHITECTURE.md from boundaries.js, between the two markers.
// `node scripts/draw-architecture.mjs` rewrites it; a test fails when the page and the table differ.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { doors, mayUse } from '../boundaries.js'

const page = fileURLToPath(new URL('../docs/ARCHITECTURE.md', import.meta.url))
const BEGIN = '<!-- drawn from boundaries.js: begin -->'
const END = '<!-- drawn from boundaries.js: end -->'

/** The graph as a Mermaid block: the doors above, and from each module an arrow to those it may use. */
function drawing() {
  const id = (/** @type {string} */ name) => name.replaceAll('-', '_')
  const friends = Object.entries(/** @type {Record<string, string[]>} */ (mayUse))
  const used = new Set(friends.flatMap(([, names]) => names))
  return [
    BEGIN,
    '',
    '```mermaid',
    'flowchart TD',
    `  doors(["doors: app/routes, ${doors.map((door) => `server/${door}`).join(', ')}"])`,
    ...friends.map(([name]) => `  ${id(name)}["${name}"]`),
    ...friends.filter(([name]) => !used.has(name)).map(([name]) => `  doors -.-> ${id(name)}`),
    ...friends.flatMap(([name, names]) => names.map((friend) => `  ${id(name)} --> ${id(friend)}`)),
    '```',
    '',
    END,
  ].join('\n')
}

/** @param {string} text the page */
export function withDrawing(text) {
  const begin = text.indexOf(BEGIN)
  const end = text.indexOf(END)
  if (begin < 0 || end < begin) throw new Error(`${page} has lost the markers of its drawing`)
  return text.slice(0, begin) + drawing() + text.slice(end + END.length)
}

export const readPage = () => readFileSync(page, 'utf8')

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, withDrawing(readPage()))
