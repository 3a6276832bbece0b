export { createPaper } from './paper.ts'
export type { Paper } from './paper.ts'
