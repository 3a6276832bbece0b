import { databaseCodeOf } from './database-code.ts'

/** Whether the database has such a row already, asked by Prisma's client or in SQL. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Error && databaseCodeOf(error) === '23505'
