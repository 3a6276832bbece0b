// A sheet of paper as it is described; server/paper draws it. Lengths are points (1/72 inch), y goes down.

export type Mark =
  | { mark: 'box'; x: number; y: number; width: number; height: number; colour: string }
  /** `y` is the baseline; a text that is wider than `width` is set smaller */
  | {
      mark: 'text'
      x: number
      y: number
      size: number
      text: string
      colour: string
      bold?: boolean
      align?: 'left' | 'middle' | 'right'
      width: number
    }
  /** an SVG path, `scale` points for one of its units */
  | { mark: 'path'; x: number; y: number; scale: number; path: string; colour: string }

export type TextMark = Extract<Mark, { mark: 'text' }>

export type Sheet = {
  width: number
  height: number
  title: string
  lang: string
  /** the ISO instant that the sheet is of; drawing it again gives the same file */
  dated: string
  marks: readonly Mark[]
}

/** 210 × 297 mm */
export const A4 = { width: 595.28, height: 841.89 } as const
