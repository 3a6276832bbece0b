export { createLuckyDraws } from './lucky-draws.ts'
export type { Delivery, LuckyDraws, OwnPlace, VillageDraw } from './types.ts'
