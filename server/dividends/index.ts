export { isPayableToMembers, memberPotOf, specialFunds } from './accounts.ts'
export { createDividends } from './dividends.ts'
export type {
  EquityChanges,
  FactKind,
  FundCheck,
  Leaving,
  MemberFactView,
  MemberRow,
} from './members/types.ts'
export type { By, DividendRefusal } from './answer.ts'
export type {
  AssemblyRecord,
  BankAccountView,
  Choice,
  Dividends,
  DocumentKind,
  GrantView,
  MemberRunView,
  PaymentView,
  PeriodView,
  Proposal,
  PublishedRun,
  RunRow,
  RunState,
  RunView,
} from './types.ts'
