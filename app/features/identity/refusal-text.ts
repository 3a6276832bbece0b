import type { TFunction } from 'i18next'
import type { SendCodeRefusal, SignInRefusal } from '#server/identity/index.ts'

export type SignInProblem = SendCodeRefusal | SignInRefusal | { kind: 'phone' } | { kind: 'code' }

const SECONDS_A_MINUTE = 60

export function refusalText(t: TFunction, problem: SignInProblem): string {
  const key = `identity:signIn.refused.${problem.kind}`
  if (problem.kind !== 'too_many_requests') return t(key)
  return t(key, { count: Math.ceil(problem.retryAfterSec / SECONDS_A_MINUTE) })
}
