export { createAccounting } from './accounting.ts'
export type { Accounting, Columns, Part, Statement, StatementRow } from './types.ts'
