import { invalidParameter } from '../api/errors.ts'
import type { MethodType } from '../settings.ts'

const enabled: readonly MethodType[] = ['card', 'alipay', 'wechat_pay']

type Asked = { allowed: readonly string[] | undefined; excluded: readonly string[] | undefined }

/** Stripe's "dynamic payment methods": what the account has enabled, less what the request rules out. */
export function offeredTypes({ allowed, excluded }: Asked): MethodType[] {
  const offered = enabled.filter((type) => (allowed?.includes(type) ?? true) && !excluded?.includes(type))
  if (offered.length > 0) return offered
  throw invalidParameter(
    `No valid payment method types for this payment. The sandbox has enabled ${enabled.join(', ')}.`,
    { code: 'payment_intent_invalid_parameter' },
  )
}
