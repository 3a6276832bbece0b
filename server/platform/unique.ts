import { Prisma } from '#prisma/generated/client.ts'

/** Whether the database has such a row already. https://www.prisma.io/docs/orm/reference/error-reference#p2002 */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
