export { createIdentity } from './login.ts'
export { createSecondFactors } from './second-factor.ts'
export type {
  DemoAccount,
  DemoMessage,
  Identity,
  Invitation,
  LoginSessionView,
  SecondFactorRefusal,
  SecondFactors,
  SendCodeRefusal,
  SignInRefusal,
} from './types.ts'
