/** Causes of causes; a circle ends here. */
const MOST_CAUSES = 3

/**
 * Of an error what helps to find it: pino would write `{}`, because messages and stacks are not enumerable. Of its own
 * fields only `code`: PostgreSQL puts the values of a row into others, and a row may be somebody's address.
 */
export function loggedError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return error
  const { name, message, stack, cause } = error
  const code: unknown = Reflect.get(error, 'code')
  return {
    type: name,
    message,
    ...(typeof code === 'string' && { code }),
    ...(stack && { stack: stack.slice(stack.indexOf('\n') + 1) }),
    ...(cause !== undefined && depth < MOST_CAUSES && { cause: loggedError(cause, depth + 1) }),
  }
}
