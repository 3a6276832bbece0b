/** HTML that is safe to send: everything put into an `html` template is escaped, except other Markup. */
export type Markup = { readonly markup: string }

type Piece = Markup | Markup[] | string | number | null | undefined | false

export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Markup {
  return { markup: strings.reduce((all, text, index) => all + written(pieces[index - 1]) + text) }
}

function written(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ''
  if (Array.isArray(piece)) return piece.map(written).join('')
  return typeof piece === 'object' ? piece.markup : escaped(String(piece))
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)
