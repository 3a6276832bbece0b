export { createAlliances } from './alliances.ts'
export type { Alliance, AllianceRefusal, Alliances, AllianceTerms, Member, TermsSpan } from './types.ts'
