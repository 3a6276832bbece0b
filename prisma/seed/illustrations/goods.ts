// What grows and is gathered. Each part stands on the origin; place() puts it somewhere.
import { ink, shadow } from './canvas.ts'

const repeat = (count: number, draw: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => draw(n)).join('')

/** A tea sprig: two leaves and a bud. */
export function sprig(leaf = '#5d8a4c', bud = '#8db567'): string {
  return `<path d="M0 0 C6 -60 4 -110 -4 -150" stroke="${leaf}" stroke-width="8" fill="none" stroke-linecap="round"/>
<path d="M0 -60 C-70 -70 -110 -120 -118 -176 C-50 -170 -8 -130 0 -60 Z" fill="${leaf}"/>
<path d="M2 -84 C60 -96 96 -146 98 -198 C40 -188 4 -150 2 -84 Z" fill="${leaf}"/>
<path d="M-4 -146 C-26 -190 -16 -232 6 -256 C24 -222 22 -182 -4 -146 Z" fill="${bud}"/>
<path d="M-6 -70 C-50 -96 -80 -128 -104 -166 M6 -92 C40 -122 66 -150 88 -188" stroke="#fff" stroke-opacity=".35" stroke-width="4" fill="none"/>`
}

/** A lidded cup with its saucer. */
export function gaiwan(tea: string): string {
  return `${shadow(0, 2, 150)}<ellipse cx="0" cy="-10" rx="150" ry="22" fill="#f7f3e8"/><ellipse cx="0" cy="-14" rx="104" ry="13" fill="#e4dcc8"/>
<path d="M-118 -128 C-112 -60 -66 -20 -40 -16 H40 C66 -20 112 -60 118 -128 Z" fill="#fbf8ef"/>
<ellipse cx="0" cy="-128" rx="118" ry="24" fill="#efe8d8"/><ellipse cx="0" cy="-126" rx="102" ry="18" fill="${tea}"/>
<path d="M-84 -88 C-60 -74 -30 -70 0 -84 C20 -96 40 -86 52 -76" stroke="#6f9f78" stroke-width="7" fill="none" stroke-linecap="round"/>
<path d="M-118 -128 C-112 -60 -66 -20 -40 -16 H40 C66 -20 112 -60 118 -128 Z" fill="url(#gloss)"/>
<path d="M-20 -190 C-36 -220 -4 -236 -18 -270 M26 -186 C10 -214 40 -232 28 -262" stroke="#fff" stroke-opacity=".8" stroke-width="8" fill="none" stroke-linecap="round"/>`
}

/** Rolled or stripped leaves in a heap. */
export function leafHeap(dark: string, light: string): string {
  return `${shadow(0, 0, 150)}${repeat(46, (n) => {
    const x = ((n * 67) % 260) - 130
    const lift = (1 - (x / 140) ** 2) * 80 * (((n * 37) % 10) / 10)
    return `<path d="M0 0 C10 -16 34 -18 46 -4 C34 6 14 10 0 0 Z" transform="translate(${x - 20} ${-6 - lift}) rotate(${(n * 53) % 180})" fill="${n % 3 ? dark : light}"/>`
  })}`
}

/** A pressed cake of tea in paper. */
export function teaCake(): string {
  return `${shadow(0, 0, 210)}<circle cx="0" cy="-200" r="200" fill="#f4ecd9"/><circle cx="0" cy="-200" r="200" fill="url(#gloss)"/>
<circle cx="0" cy="-200" r="150" fill="none" stroke="#6f8f62" stroke-width="6" stroke-dasharray="2 14" stroke-linecap="round"/>
<path d="M60 -390 C150 -366 196 -290 192 -206 C150 -250 90 -320 60 -390 Z" fill="#8c8a63"/><path d="M72 -376 C140 -346 176 -290 182 -232" stroke="#b7b383" stroke-width="8" fill="none" stroke-dasharray="12 10"/>`
}

/** A piece of comb: hexagons, some capped. */
export function comb(): string {
  const cells = [0, 1, 2, 3].flatMap((row) =>
    [0, 1, 2, 3, 4].map((column) => {
      const x = (column - 2) * 66 + (row % 2) * 33
      const y = -52 - row * 57
      const corners = [0, 60, 120, 180, 240, 300].map((angle) => {
        const turn = ((angle + 30) * Math.PI) / 180
        return `${(x + 36 * Math.cos(turn)).toFixed(1)},${(y + 36 * Math.sin(turn)).toFixed(1)}`
      })
      return `<polygon points="${corners.join(' ')}" fill="${(row * 5 + column) % 4 ? '#e9a92f' : '#f5d27c'}" stroke="#b8791d" stroke-width="6"/>`
    }),
  )
  return `${shadow(0, 0, 200)}${cells.join('')}<path d="M-80 -34 C-84 0 -64 18 -60 -10 M40 -34 C36 6 62 22 62 -14" fill="#e9a92f"/>`
}

export function dipper(): string {
  return `<path d="M0 0 L150 -210" stroke="#a9793f" stroke-width="16" stroke-linecap="round"/>
<g transform="rotate(-54)"><rect x="-64" y="-36" width="76" height="72" rx="32" fill="#c08b4a"/>${repeat(4, (n) => `<path d="M${-52 + n * 18} -33 V33" stroke="#8f6430" stroke-width="6"/>`)}</g>
<path d="M-34 34 C-40 70 -22 84 -18 50 Z" fill="#e9a92f"/>`
}

export function bee(): string {
  return `<ellipse cx="-4" cy="-26" rx="20" ry="30" transform="rotate(-24 -4 -26)" fill="#fff" opacity=".8"/><ellipse cx="18" cy="-24" rx="18" ry="26" transform="rotate(28 18 -24)" fill="#fff" opacity=".7"/>
<ellipse cx="0" cy="0" rx="36" ry="24" fill="#eab03a"/><path d="M-12 -22 V22 M6 -24 V24" stroke="${ink}" stroke-width="9"/><circle cx="34" cy="-2" r="14" fill="${ink}"/>`
}

/** A shoot in its sheaths, as it is dug. */
export function shoot(sheath = '#8a6b45', flesh = '#d9c98f'): string {
  const sheaths = repeat(5, (n) => {
    const y = -40 - n * 72
    const half = 78 - n * 13
    return `<path d="M${-half} ${y + 34} C${-half - 8} ${y - 40} ${-half / 3} ${y - 84} 0 ${y - 112} C${half / 3} ${y - 84} ${half + 8} ${y - 40} ${half} ${y + 34} C${half / 2} ${y + 54} ${-half / 2} ${y + 54} ${-half} ${y + 34} Z" fill="${n % 2 ? '#9c7b50' : sheath}"/><path d="M0 ${y - 106} C-10 ${y - 40} -8 ${y} 0 ${y + 44}" stroke="#5f4a2e" stroke-opacity=".35" stroke-width="4" fill="none"/>`
  })
  return `<path d="M-84 -40 C-80 -8 -50 4 0 4 C50 4 80 -8 84 -40 Z" fill="${flesh}"/>${sheaths}
<path d="M0 -438 C-14 -474 -6 -506 14 -528 C20 -492 16 -462 0 -438 Z" fill="#7d9a52"/>`
}

/** Slices of dried shoot, or strips when thin. */
export function strips(color: string, edge: string): string {
  return `${shadow(0, 0, 190)}${repeat(16, (n) => {
    const x = ((n * 71) % 280) - 140
    const y = -10 - ((n * 29) % 70) * (1 - Math.abs(x) / 220)
    return `<g transform="translate(${x} ${y}) rotate(${((n * 47) % 60) - 30})"><path d="M-90 -14 C-40 -30 40 -30 96 -10 C60 16 -40 18 -90 -14 Z" fill="${color}" stroke="${edge}" stroke-width="4"/><path d="M-60 -12 C-10 -20 30 -20 66 -8" stroke="${edge}" stroke-opacity=".6" stroke-width="3" fill="none"/></g>`
  })}`
}

/** A capped mushroom; `cracked` caps are 花菇. */
export function mushroom(cap: string, { stem = '#dcc69c', cracked = false } = {}): string {
  const cracks = cracked
    ? `<path d="M-70 -150 L-30 -176 L0 -150 L34 -180 L74 -152 M-40 -206 L-10 -190 L20 -214 L48 -196 M-100 -120 L-66 -132 M70 -126 L104 -116" stroke="#f3e6cd" stroke-width="9" fill="none" stroke-linecap="round"/>`
    : ''
  return `${shadow(0, 0, 80)}<path d="M-34 0 C-44 -50 -34 -90 -26 -110 H26 C34 -90 44 -50 34 0 C20 8 -20 8 -34 0 Z" fill="${stem}"/>
<path d="M-130 -104 C-140 -190 -70 -240 0 -240 C70 -240 140 -190 130 -104 C70 -84 -70 -84 -130 -104 Z" fill="${cap}"/>
<path d="M-130 -104 C-70 -84 70 -84 130 -104 C100 -72 -100 -72 -130 -104 Z" fill="#e5d2ae"/>${cracks}
<path d="M-130 -104 C-140 -190 -70 -240 0 -240 C70 -240 140 -190 130 -104 Z" fill="url(#gloss)"/>`
}

/** 茶树菇: long stems, small caps, from one root. */
export function longMushrooms(): string {
  return `${shadow(0, 0, 150)}${repeat(7, (n) => {
    const lean = (n - 3) * 46
    const top = -300 - ((n * 53) % 90)
    return `<path d="M${(n - 3) * 10} 0 C${lean * 0.4} -120 ${lean} -200 ${lean} ${top}" stroke="#e2cfa8" stroke-width="24" fill="none" stroke-linecap="round"/><path d="M${lean - 58} ${top + 10} C${lean - 50} ${top - 52} ${lean + 50} ${top - 52} ${lean + 58} ${top + 10} C${lean + 20} ${top + 26} ${lean - 20} ${top + 26} ${lean - 58} ${top + 10} Z" fill="${n % 2 ? '#8c5a34' : '#a06a3e'}"/>`
  })}<path d="M-70 0 C-60 -40 60 -40 70 0 C40 12 -40 12 -70 0 Z" fill="#d8c49f"/>`
}

/** 木耳: frilled ears. */
export function woodEar(): string {
  const ear = (x: number, y: number, s: number) =>
    `<path transform="translate(${x} ${y}) scale(${s})" d="M0 0 C-120 -10 -150 -90 -100 -130 C-84 -110 -70 -124 -56 -144 C-36 -124 -14 -134 0 -156 C20 -132 40 -130 58 -146 C70 -122 90 -116 106 -128 C150 -84 120 -10 0 0 Z" fill="#4b3a33"/><path transform="translate(${x} ${y}) scale(${s})" d="M0 -10 C-60 -24 -90 -60 -80 -96 M0 -10 C10 -50 6 -90 0 -120 M0 -10 C60 -26 86 -60 84 -94" stroke="#7a625a" stroke-width="7" fill="none" stroke-linecap="round"/>`
  return `${shadow(0, 0, 220)}${ear(-120, -6, 1)}${ear(120, 0, 1.1)}${ear(0, -40, 1.2)}${ear(-30, 6, 0.8)}`
}

/** 竹荪: a white skirt of net under a small cap. */
export function netFungus(): string {
  const net = repeat(6, (row) =>
    repeat(5, (column) => {
      const y = -252 + row * 32
      const x = (column - 2) * (26 + row * 8)
      return `<ellipse cx="${x}" cy="${y}" rx="${9 + row * 2.2}" ry="11" fill="none" stroke="#d9d0b6" stroke-width="5"/>`
    }),
  )
  return `<path d="M-22 0 C-26 -120 -24 -220 -18 -290 H18 C24 -220 26 -120 22 0 C10 8 -10 8 -22 0 Z" fill="#f7f1e0"/>
<path d="M-34 -286 C-70 -220 -120 -140 -136 -76 C-60 -50 60 -50 136 -76 C120 -140 70 -220 34 -286 Z" fill="#fffaf0" opacity=".88"/>${net}
<path d="M-52 -278 C-56 -340 -26 -372 0 -376 C26 -372 56 -340 52 -278 C24 -264 -24 -264 -52 -278 Z" fill="#8d8a5c"/><path d="M-30 -300 C-20 -340 10 -350 30 -320" stroke="#b6b27c" stroke-width="7" fill="none" stroke-linecap="round"/>`
}

/** An ear of rice, bowed. */
export function riceEar(grain = '#d9a83f', stalk = '#9a9a4f'): string {
  return `<path d="M0 0 C10 -160 30 -280 130 -350 C170 -374 206 -350 214 -310" stroke="${stalk}" stroke-width="9" fill="none" stroke-linecap="round"/>${repeat(
    11,
    (n) => {
      const t = n / 10
      const x = 70 + t * 150
      const y = -300 - Math.sin(t * 2.5) * 62 + t * 50
      return `<ellipse cx="${x}" cy="${y + 20}" rx="11" ry="24" transform="rotate(${20 + n * 6} ${x} ${y + 20})" fill="${grain}"/><ellipse cx="${x - 4}" cy="${y - 18}" rx="10" ry="22" transform="rotate(${58 + n * 6} ${x - 4} ${y - 18})" fill="${grain}"/>`
    },
  )}`
}

export function hen(body = '#b9743c', tail = '#5d4432'): string {
  return `${shadow(0, 0, 170)}<path d="M-30 -4 V-70 M34 -4 V-70" stroke="#d9a23c" stroke-width="12" stroke-linecap="round"/><path d="M-58 0 H-6 M8 0 H60" stroke="#d9a23c" stroke-width="11" stroke-linecap="round"/>
<path d="M-150 -220 C-230 -300 -240 -380 -200 -420 C-180 -350 -140 -330 -110 -310 C-130 -370 -100 -410 -70 -420 C-80 -350 -60 -300 -30 -270 Z" fill="${tail}"/>
<path d="M-170 -190 C-170 -300 -60 -300 20 -290 C60 -284 70 -340 84 -380 C96 -424 150 -440 180 -404 C204 -374 190 -330 178 -300 C168 -180 130 -60 0 -56 C-110 -54 -170 -110 -170 -190 Z" fill="${body}"/>
<path d="M-110 -210 C-60 -270 40 -250 70 -200 C40 -130 -50 -110 -100 -150 Z" fill="#8f5529"/><path d="M-70 -200 C-20 -230 20 -220 50 -196 M-60 -170 C-20 -190 16 -184 36 -166" stroke="#c98a50" stroke-width="7" fill="none" stroke-linecap="round"/>
<path d="M112 -418 C104 -470 132 -466 136 -440 C146 -476 174 -466 166 -432 C190 -450 204 -424 184 -404 C160 -424 136 -428 112 -418 Z" fill="#c8402f"/>
<path d="M190 -376 L232 -358 L190 -346 Z" fill="#e2a93f"/><path d="M176 -340 C190 -326 192 -300 176 -292 C162 -304 164 -326 176 -340 Z" fill="#c8402f"/><circle cx="158" cy="-380" r="9" fill="${ink}"/>`
}

export function egg(shell: string): string {
  return `<path d="M0 0 C-44 0 -62 -34 -58 -70 C-54 -112 -28 -140 0 -140 C28 -140 54 -112 58 -70 C62 -34 44 0 0 0 Z" fill="${shell}"/><ellipse cx="-20" cy="-96" rx="13" ry="22" transform="rotate(24 -20 -96)" fill="#fff" opacity=".45"/>`
}

export function bambooStem(height: number): string {
  return repeat(Math.ceil(height / 130), (n) => {
    const y = -n * 130
    return `<rect x="-17" y="${y - 126}" width="34" height="124" rx="9" fill="#7fa35f"/><rect x="-17" y="${y - 126}" width="11" height="124" rx="6" fill="#fff" opacity=".2"/>`
  })
}

export function bambooLeaves(): string {
  return repeat(
    6,
    (n) =>
      `<path d="M0 0 C30 -20 80 -20 118 0 C80 14 30 14 0 0 Z" transform="rotate(${-70 + n * 30}) scale(${0.8 + (n % 3) * 0.2})" fill="${n % 2 ? '#5f8d4e' : '#79a862'}"/>`,
  )
}

/** A farmhouse with white walls and a grey roof. */
export function house(): string {
  return `<path d="M-120 0 V-120 H120 V0 Z" fill="#faf5e9"/><path d="M-150 -116 C-90 -140 -60 -178 0 -180 C60 -178 90 -140 150 -116 L136 -104 H-136 Z" fill="#6b6a66"/><path d="M-26 0 V-74 H26 V0 Z" fill="#a5703f"/><path d="M-92 -84 H-54 V-46 H-92 Z M54 -84 H92 V-46 H54 Z" fill="#c9b58e"/>`
}

/** A round tea bush, or a terrace of them. */
export function bushes(count: number, color: string): string {
  return repeat(
    count,
    (n) =>
      `<ellipse cx="${n * 92}" cy="0" rx="62" ry="34" fill="${color}"/><ellipse cx="${n * 92 - 14}" cy="-10" rx="34" ry="15" fill="#fff" opacity=".12"/>`,
  )
}

export function hive(): string {
  return `<path d="M-80 0 V-130 H80 V0 Z" fill="#c79a55"/><path d="M-96 -130 L-80 -158 H80 L96 -130 Z" fill="#7c6a4e"/><path d="M-80 -66 H80" stroke="#8a6733" stroke-width="6"/><rect x="-34" y="-30" width="68" height="13" rx="6" fill="#4b3a24"/>`
}
