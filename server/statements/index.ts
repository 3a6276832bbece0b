export { createStatements } from './statements.ts'
export type {
  Balance,
  PartyStatement,
  Person,
  Pot,
  StatementEntry,
  StatementOf,
  Statements,
  StatementYear,
} from './types.ts'
