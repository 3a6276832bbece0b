/** The picture of a curve, in units of its own: as wide as a phone shows, so that its words are as large as others. */
export const FRAME = { width: 320, height: 168, left: 30, right: 314, top: 10, bottom: 146 } as const
