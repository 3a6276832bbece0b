import type { Figures } from '#server/village-books/index.ts'
import { fen, type Fen } from '#shared/money.ts'

/** All income of a span, operating or not; grants for a purpose are none. */
export function incomeOf({ operatingFen, otherFen }: Pick<Figures, 'operatingFen' | 'otherFen'>): Fen {
  return fen(operatingFen + otherFen)
}

export function leftOf(figures: Figures): Fen {
  return fen(incomeOf(figures) - figures.spentFen)
}
