// Things that goods come in. Each part stands on the origin and grows upwards; place() puts it somewhere.
import { ink, seal, shadow } from './canvas.ts'

/** A stand-up paper pouch, `accent` its band. */
export function pouch(body: string, accent: string): string {
  return `${shadow(0, 0, 170)}
<path d="M-140 -8 C-150 -160 -138 -300 -128 -392 L128 -392 C138 -300 150 -160 140 -8 C80 8 -80 8 -140 -8 Z" fill="${body}"/>
<path d="M-128 -392 L-124 -432 L124 -432 L128 -392 Z" fill="${body}"/><path d="M-128 -394 H128" stroke="${ink}" stroke-opacity=".25" stroke-width="3" stroke-dasharray="10 7"/>
<path d="M-142 -130 C-60 -112 60 -112 142 -130 L140 -60 C60 -42 -60 -42 -140 -60 Z" fill="${accent}"/>
<rect x="-62" y="-322" width="124" height="150" rx="10" fill="#fffaf0"/>${seal(-32, -300, 64)}
<path d="M-34 -208 H34 M-34 -192 H18" stroke="${ink}" stroke-opacity=".45" stroke-width="5" stroke-linecap="round"/>
<path d="M-140 -8 C-150 -160 -138 -300 -128 -432 L124 -432 C138 -300 150 -160 140 -8 Z" fill="url(#gloss)"/>`
}

/** A glass jar of something, with a cloth tied over its lid. */
export function jar(content: string, cloth: string): string {
  return `${shadow(0, 0, 150)}
<path d="M-118 -4 C-136 -14 -138 -40 -138 -70 L-138 -232 C-138 -266 -110 -280 -92 -290 L92 -290 C110 -280 138 -266 138 -232 L138 -70 C138 -40 136 -14 118 -4 C60 8 -60 8 -118 -4 Z" fill="${content}"/>
<path d="M-138 -232 C-138 -266 -110 -280 -92 -290 L92 -290 C110 -280 138 -266 138 -232 Z" fill="#fff" opacity=".28"/>
<rect x="-70" y="-200" width="140" height="128" rx="12" fill="#fffaf0"/>${seal(-30, -186, 60)}
<path d="M-40 -104 H40 M-40 -90 H16" stroke="${ink}" stroke-opacity=".45" stroke-width="5" stroke-linecap="round"/>
<path d="M-112 -286 C-128 -330 -96 -356 0 -358 C96 -356 128 -330 112 -286 C126 -276 128 -262 120 -256 C60 -270 -60 -270 -120 -256 C-128 -262 -126 -276 -112 -286 Z" fill="${cloth}"/>
<path d="M-108 -290 C-50 -276 50 -276 108 -290" fill="none" stroke="#fffaf0" stroke-width="9"/>
<path d="M-120 -60 L-120 -220" stroke="#fff" stroke-opacity=".55" stroke-width="12" stroke-linecap="round"/>`
}

/** A round tea tin. */
export function tin(body: string, lid: string): string {
  return `${shadow(0, 0, 130)}
<path d="M-112 -10 L-112 -280 L112 -280 L112 -10 C60 10 -60 10 -112 -10 Z" fill="${body}"/>
<path d="M-118 -276 L-118 -336 C-60 -352 60 -352 118 -336 L118 -276 C60 -262 -60 -262 -118 -276 Z" fill="${lid}"/>
<ellipse cx="0" cy="-340" rx="118" ry="18" fill="${lid}"/><ellipse cx="0" cy="-342" rx="96" ry="12" fill="#fff" opacity=".18"/>
<path d="M-60 -226 H60 V-70 H-60 Z" fill="#fffaf0"/>${seal(-30, -206, 60)}
<path d="M-32 -120 H32 M-32 -104 H14" stroke="${ink}" stroke-opacity=".45" stroke-width="5" stroke-linecap="round"/>
<path d="M-118 -10 L-118 -340 H118 L118 -10 Z" fill="url(#gloss)"/>`
}

/** A gift box, its lid half off when `open`. */
export function giftBox(body: string, ribbon: string): string {
  return `${shadow(0, 0, 290)}
<path d="M-260 -6 L-260 -210 L260 -210 L260 -6 Q0 14 -260 -6 Z" fill="${body}"/>
<path d="M-280 -204 L-280 -268 L280 -268 L280 -204 Q0 -190 -280 -204 Z" fill="${body}"/>
<path d="M-280 -204 Q0 -190 280 -204 L280 -196 Q0 -182 -280 -196 Z" fill="${ink}" opacity=".14"/>
<path d="M-34 0 L-34 -268 H34 L34 0 Z" fill="${ribbon}"/>
<path d="M0 -268 C-40 -340 -150 -350 -150 -300 C-150 -262 -50 -262 0 -268 C50 -262 150 -262 150 -300 C150 -350 40 -340 0 -268 Z" fill="${ribbon}"/>
<circle cx="0" cy="-272" r="24" fill="${ribbon}"/><circle cx="0" cy="-272" r="24" fill="#000" opacity=".12"/>
${seal(110, -150, 88)}
<path d="M-280 -268 H280 V-204 L260 -204 V-6 Q0 14 -260 -6 V-204 H-280 Z" fill="url(#gloss)"/>`
}

/** A cloth sack, tied, with a sprig as its mark. */
export function sack(body: string, mark: string): string {
  return `${shadow(0, 0, 190)}
<path d="M-150 -6 C-200 -90 -176 -220 -110 -290 C-84 -318 -70 -330 -66 -356 L66 -356 C70 -330 84 -318 110 -290 C176 -220 200 -90 150 -6 C80 14 -80 14 -150 -6 Z" fill="${body}"/>
<path d="M-66 -356 C-110 -400 -84 -430 -50 -420 C-30 -440 30 -440 50 -420 C84 -430 110 -400 66 -356 Z" fill="${body}"/>
<path d="M-72 -350 C-30 -338 30 -338 72 -350" stroke="${mark}" stroke-width="16" fill="none" stroke-linecap="round"/>
<path d="M0 -90 C0 -160 6 -200 20 -236" stroke="${mark}" stroke-width="8" fill="none" stroke-linecap="round"/>
${[0, 1, 2, 3, 4]
  .map((n) => {
    const y = -130 - n * 24
    return `<ellipse cx="${-12 + n * 4}" cy="${y}" rx="9" ry="18" transform="rotate(-32 ${-12 + n * 4} ${y})" fill="${mark}"/><ellipse cx="${22 + n * 4}" cy="${y - 8}" rx="9" ry="18" transform="rotate(36 ${22 + n * 4} ${y - 8})" fill="${mark}"/>`
  })
  .join('')}
<path d="M-150 -6 C-200 -90 -176 -220 -110 -290 L-66 -356 L66 -356 L110 -290 C176 -220 200 -90 150 -6 Z" fill="url(#gloss)"/>`
}

/** A woven basket; what lies in it is drawn before. */
export function basket(body = '#b98d54', rim = '#8f6a3a'): string {
  const rows = [0, 1, 2, 3].map((row) => {
    const y = -122 + row * 34
    return `<path d="M${-222 + row * 16} ${y} Q0 ${y + 26} ${222 - row * 16} ${y}" fill="none" stroke="${rim}" stroke-opacity=".55" stroke-width="5"/>`
  })
  const ribs = [-170, -102, -34, 34, 102, 170].map(
    (x) => `<path d="M${x} -150 L${x * 0.8} -6" stroke="${rim}" stroke-opacity=".45" stroke-width="5"/>`,
  )
  return `<path d="M-240 -150 C-226 -70 -206 -20 -170 -4 C-80 16 80 16 170 -4 C206 -20 226 -70 240 -150 C120 -124 -120 -124 -240 -150 Z" fill="${body}"/>
${rows.join('')}${ribs.join('')}
<path d="M-246 -156 C-120 -126 120 -126 246 -156" fill="none" stroke="${rim}" stroke-width="20" stroke-linecap="round"/>`
}

/** A shallow bowl. */
export function bowl(glaze: string, content: string): string {
  return `${shadow(0, 0, 130)}<path d="M-64 -4 L64 -4 L74 -22 L-74 -22 Z" fill="${glaze}"/>
<path d="M-170 -120 C-160 -50 -110 -16 -60 -14 L60 -14 C110 -16 160 -50 170 -120 Z" fill="${glaze}"/>
<ellipse cx="0" cy="-120" rx="170" ry="34" fill="${glaze}"/><ellipse cx="0" cy="-122" rx="152" ry="27" fill="${content}"/>
<path d="M-170 -120 C-160 -50 -110 -16 -60 -14 L60 -14 C110 -16 160 -50 170 -120 Z" fill="url(#gloss)"/>`
}
