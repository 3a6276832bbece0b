export { createGuard } from './guard.ts'
export type { Claimant, Guard } from './types.ts'
