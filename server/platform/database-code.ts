import { z } from 'zod'

const wrapped = z.object({
  meta: z.object({ driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }) }),
})

/**
 * What PostgreSQL or its driver called an error: Prisma has codes of its own, and carries theirs.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 * @returns '' where there is none
 */
export function databaseCodeOf(error: Error): string {
  const byPrisma = wrapped.safeParse(error)
  if (byPrisma.success) return byPrisma.data.meta.driverAdapterError.cause.originalCode
  return 'code' in error ? String(error.code) : ''
}
