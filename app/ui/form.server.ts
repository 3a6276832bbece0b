import { parseWithZod } from '@conform-to/zod/v4'
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** What is wrong with a field, as a word that errors:field.* says in both languages. */
export function errorKind(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value':
      return issue.input === undefined ? 'required' : 'invalid'
    case 'too_small':
      return issue.origin === 'string' ? 'too_short' : 'too_small'
    case 'too_big':
      return issue.origin === 'string' ? 'too_long' : 'too_big'
    default:
      // Schemas of ours name what is wrong: z.string().regex(…, 'phone').
      return /^[a-z][a-z_]*$/.test(issue.message) ? issue.message : 'invalid'
  }
}

/** A posted form, parsed; `reply()` gives back what was typed together with the kinds of error. */
export function parseForm<Schema extends z.ZodType>(form: FormData, schema: Schema) {
  return parseWithZod(form, { schema, formatError: (issues: Issue[]) => issues.map(errorKind) })
}
