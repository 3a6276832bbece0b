import { fen, type Fen } from '#shared/money.ts'

/** The least 1, 2 or 5 with noughts that is not below `most`: where an axis ends, in fen. */
export function axisEnd(most: Fen): Fen {
  let end = 100
  for (let at = 0; end < most; at += 1) end *= at % 3 === 1 ? 2.5 : 2
  return fen(end)
}
