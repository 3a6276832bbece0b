export { isPayableToMembers, memberPotOf, specialFunds } from './accounts.ts'
export { createDividends } from './dividends.ts'
export type {
  AssemblyRecord,
  BankAccountView,
  By,
  Choice,
  DividendRefusal,
  Dividends,
  DocumentKind,
  GrantView,
  MemberRow,
  MemberRunView,
  PaymentView,
  PeriodView,
  PublishedRun,
  RunRow,
  RunState,
  RunView,
} from './types.ts'
