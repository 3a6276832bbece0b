// The ground that every illustration shares: paper, sky, sun, three ridges, mist, and a cloth to stand things on.
// Drawn for this project with shapes only: no fonts, no photographs, so that every machine makes the same pixels.

export type Palette = {
  sky: [string, string]
  far: string
  middle: string
  near: string
  cloth: string
  sun: string
}

export const palettes = {
  bamboo: {
    sky: ['#f4f1e4', '#dfe9d3'],
    far: '#c3d6bd',
    middle: '#9dbf9b',
    near: '#6f9f78',
    cloth: '#efe6d2',
    sun: '#f3c98b',
  },
  tea: {
    sky: ['#f6f2e6', '#e0ead9'],
    far: '#c9d8c4',
    middle: '#a3c0a0',
    near: '#5f8f6b',
    cloth: '#f0e8d6',
    sun: '#f0b97d',
  },
  mist: {
    sky: ['#f3f0e8', '#dbe5e3'],
    far: '#c5d6d4',
    middle: '#9fbcb6',
    near: '#6d968d',
    cloth: '#ece5d6',
    sun: '#f2cfa0',
  },
  honey: {
    sky: ['#fbf1dc', '#f6e3b8'],
    far: '#e6d3a0',
    middle: '#cdbd84',
    near: '#9aa56c',
    cloth: '#f6ead0',
    sun: '#f2a94e',
  },
  farm: {
    sky: ['#f8f2e4', '#ece6cb'],
    far: '#d9dab4',
    middle: '#bcc690',
    near: '#8fa66a',
    cloth: '#f3e8d0',
    sun: '#f0b066',
  },
  dusk: {
    sky: ['#f8efe6', '#efdccd'],
    far: '#d9c9bd',
    middle: '#b8ab9c',
    near: '#87907a',
    cloth: '#f1e5d3',
    sun: '#e8895b',
  },
  rain: {
    sky: ['#eef1ee', '#d7e2e2'],
    far: '#c2d1d3',
    middle: '#9bb3b6',
    near: '#668a88',
    cloth: '#e9e4d7',
    sun: '#efd5b2',
  },
} satisfies Record<string, Palette>
export type PaletteName = keyof typeof palettes

export const ink = '#3b3a34'
export const vermilion = '#b8402c'

/** A ridge: a soft path across the picture, its hills at the given heights. */
export function ridge(
  heights: readonly number[],
  { width, bottom, fill }: { width: number; bottom: number; fill: string },
) {
  const step = width / (heights.length - 1)
  const curve = heights
    .slice(1)
    .map((y, index) => {
      const x = step * (index + 1)
      const from = heights[index]!
      return `C ${x - step / 2} ${from} ${x - step / 2} ${y} ${x} ${y}`
    })
    .join(' ')
  return `<path d="M 0 ${heights[0]} ${curve} L ${width} ${bottom} L 0 ${bottom} Z" fill="${fill}"/>`
}

/** The project's mark: a vermilion seal with a mountain, also on labels. */
export function seal(x: number, y: number, size: number): string {
  const u = size / 40
  return `<g transform="translate(${x} ${y}) scale(${u})"><rect width="40" height="40" rx="7" fill="${vermilion}"/>
<path d="M6 30 L14 16 L18 22 L24 10 L34 30 Z" fill="none" stroke="#fbf3e6" stroke-width="2.6" stroke-linejoin="round"/></g>`
}

export function shadow(cx: number, cy: number, rx: number): string {
  return `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${rx * 0.13}" fill="#5b5340" opacity=".18"/>`
}

export type SceneOptions = { palette: PaletteName; width?: number; height?: number; table?: boolean }

/** Puts `content` before the hills. Content is drawn on a 1200 × 900 canvas whose table stands at y ≈ 730. */
export function scene(
  content: string,
  { palette, width = 1200, height = 900, table = true }: SceneOptions,
): string {
  const { sky, far, middle, near, cloth, sun } = palettes[palette]
  const at = (share: number) => height * share
  const span = { width, bottom: height }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient>
<linearGradient id="mist" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#fffdf6" stop-opacity="0"/><stop offset=".55" stop-color="#fffdf6" stop-opacity=".7"/><stop offset="1" stop-color="#fffdf6" stop-opacity="0"/></linearGradient>
<linearGradient id="gloss" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#fff" stop-opacity=".35"/><stop offset=".35" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#2f2a1c" stop-opacity=".16"/></linearGradient></defs>
<rect width="${width}" height="${height}" fill="url(#sky)"/>
<circle cx="${width * 0.8}" cy="${at(0.2)}" r="${at(0.085)}" fill="${sun}" opacity=".85"/>
${ridge([0.46, 0.3, 0.42, 0.26, 0.4, 0.34].map(at), { ...span, fill: far })}
<rect y="${at(0.3)}" width="${width}" height="${at(0.22)}" fill="url(#mist)"/>
${ridge([0.5, 0.54, 0.4, 0.5, 0.44, 0.56].map(at), { ...span, fill: middle })}
<rect y="${at(0.42)}" width="${width}" height="${at(0.2)}" fill="url(#mist)"/>
${ridge([0.66, 0.58, 0.64, 0.6, 0.68, 0.58].map(at), { ...span, fill: near })}
${
  table
    ? `<path d="M 0 ${at(0.76)} C ${width * 0.3} ${at(0.72)} ${width * 0.7} ${at(0.72)} ${width} ${at(0.76)} L ${width} ${height} L 0 ${height} Z" fill="${cloth}"/>
<path d="M 0 ${at(0.76)} C ${width * 0.3} ${at(0.72)} ${width * 0.7} ${at(0.72)} ${width} ${at(0.76)}" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="5"/>`
    : ''
}
${content}
</svg>
`
}

/** Places a part: `x`, `y` where its foot stands, and how large. */
export function place(part: string, ...[x, y, scale = 1]: [x: number, y: number, scale?: number]): string {
  return `<g transform="translate(${x} ${y}) scale(${scale})">${part}</g>`
}
