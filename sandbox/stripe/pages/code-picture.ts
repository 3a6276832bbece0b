import { createHash } from 'node:crypto'

const SIDE = 25
const CORNERS = [
  [0, 0],
  [SIDE - 7, 0],
  [0, SIDE - 7],
] as const

/** A picture that looks like a QR code and says that it is none: there is nothing behind it to scan. */
export function codePicture(text: string): string {
  const dots = Array.from(
    { length: SIDE * SIDE },
    (_, index) => [index % SIDE, Math.floor(index / SIDE)] as const,
  )
    .filter(([x, y]) => isDark(text, x, y))
    .map(([x, y]) => `M${x} ${y}h1v1h-1z`)
    .join('')
  const middle = SIDE / 2
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 ${SIDE + 2} ${SIDE + 2}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M-1 -1h${SIDE + 2}v${SIDE + 2}h-${SIDE + 2}z"/><path d="${dots}"/>` +
    `<rect x="${middle - 6}" y="${middle - 2}" width="12" height="4" fill="#92400e"/>` +
    `<text x="${middle}" y="${middle + 0.8}" fill="#fff" font-size="2.2" font-family="sans-serif" text-anchor="middle">` +
    `沙盒 SANDBOX</text></svg>`
  )
}

function isDark(text: string, x: number, y: number): boolean {
  for (const [left, top] of CORNERS) {
    const [inX, inY] = [x - left, y - top]
    if (inX < -1 || inY < -1 || inX > 7 || inY > 7) continue
    const ring = Math.max(Math.abs(inX - 3), Math.abs(inY - 3))
    return ring === 3 || ring <= 1
  }
  const [byte = 0] = createHash('sha256').update(`${text} ${x} ${y}`).digest()
  return byte % 2 === 0
}
