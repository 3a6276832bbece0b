export type { Identity, LoginSessionView, SignInRefusal } from './types.ts'
