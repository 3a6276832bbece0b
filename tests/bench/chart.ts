/** One bar a contestant, its number beside it. */
export type Chart = { title: string; unit: string; bars: readonly { label: string; value: number }[] }

const WIDTH = 720
const LABEL = 220
const NUMBER = 110
const ROW = 30
const TOP = 56
const BOTTOM = 40

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** @param foot what must be known to read it: date, machine */
export function chartSvg({ title, unit, bars }: Chart, foot: string): string {
  const most = Math.max(...bars.map(({ value }) => value), 0) || 1
  const height = TOP + bars.length * ROW + BOTTOM
  const rows = bars.map(({ label, value }, index) => {
    const y = TOP + index * ROW
    const length = Math.max(1, Math.round((value / most) * (WIDTH - LABEL - NUMBER)))
    return [
      `<text x="${LABEL - 10}" y="${y + 19}" text-anchor="end">${escaped(label)}</text>`,
      `<rect x="${LABEL}" y="${y + 4}" width="${length}" height="${ROW - 8}" rx="3" fill="${label.startsWith('ours') ? '#b93a1f' : '#9aa58f'}"/>`,
      `<text x="${LABEL + length + 8}" y="${y + 19}">${value.toLocaleString('en')}</text>`,
    ].join('\n  ')
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="system-ui, sans-serif" font-size="14" fill="#2d2a26">
  <title>${escaped(title)}</title>
  <rect width="${WIDTH}" height="${height}" fill="#fffdf8"/>
  <text x="16" y="26" font-size="17" font-weight="600">${escaped(title)}</text>
  <text x="16" y="45" fill="#6b655c">${escaped(unit)}</text>
  ${rows.join('\n  ')}
  <text x="16" y="${height - 14}" font-size="12" fill="#6b655c">${escaped(foot)}</text>
</svg>
`
}
