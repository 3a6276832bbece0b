export { createAccounting } from './accounting.ts'
export { retainedHeads } from './forms.ts'
export type { Accounting, Columns, Part, Statement, StatementRow } from './types.ts'
