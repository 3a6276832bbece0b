export { createAlliances } from './alliances.ts'
export type { Alliance, AllianceRefusal, Alliances, AllianceTerms, By, Member, TermsSpan } from './types.ts'
