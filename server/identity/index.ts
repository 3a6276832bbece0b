export { createIdentity } from './login.ts'
export type {
  DemoAccount,
  DemoMessage,
  Identity,
  LoginSessionView,
  SendCodeRefusal,
  SignInRefusal,
} from './types.ts'
