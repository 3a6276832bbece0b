import { readFileSync } from 'node:fs'
import { refundPolicyBody } from '#shared/refund.ts'

const migration = readFileSync('prisma/migrations/20261127090100_refund_policies/migration.sql', 'utf8')

/** The policies that the shop begins with, read where they are written, the first version first. */
export const firstPolicies = [...migration.matchAll(/'(\{[^']+\})'/g)].map(([, body = '']) =>
  refundPolicyBody.parse(JSON.parse(body)),
)
/** What is sold today is under it. */
export const policyNow = firstPolicies.at(-1)!
