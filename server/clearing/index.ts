export { createClearing } from './clearing.ts'
export type {
  Agreement,
  BookedLine,
  Clearing,
  Count,
  CountSummary,
  Difference,
  Reason,
  StripeLine,
} from './types.ts'
