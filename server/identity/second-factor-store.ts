import type { Db, Tx } from '#server/platform/db.ts'

/** Nobody else tries a code of this user until `tx` ends: tries are counted one after the other. */
export async function lockFactor(tx: Tx, userId: string) {
  await tx.$queryRaw`select from identity_second_factor where user_id = ${userId} for update`
  return tx.secondFactor.findUnique({ where: { userId } })
}

export async function findFactor(db: Db, userId: string) {
  const factor = await db.secondFactor.findUnique({ where: { userId } })
  return factor && { ...factor, recoveryCodes: await db.recoveryCode.count({ where: { userId } }) }
}

type NewFactor = { userId: string; secretSealed: Uint8Array<ArrayBuffer>; createdAt: Date }

/** Replaces one that was never confirmed. @returns false when there is a confirmed one */
export async function putFactor(db: Db, { userId, secretSealed, createdAt }: NewFactor): Promise<boolean> {
  const put = await db.$executeRaw`
    insert into identity_second_factor as f (user_id, secret_sealed, created_at)
    values (${userId}, ${secretSealed}, ${createdAt})
    on conflict (user_id) do update set secret_sealed = excluded.secret_sealed, created_at = excluded.created_at
      where f.confirmed_at is null`
  return put === 1
}

export async function confirmFactor(
  tx: Tx,
  { userId, at, codeHashes }: { userId: string; at: Date; codeHashes: Uint8Array<ArrayBuffer>[] },
): Promise<void> {
  await tx.secondFactor.update({ where: { userId }, data: { confirmedAt: at, failures: 0 } })
  await tx.recoveryCode.createMany({ data: codeHashes.map((codeHash) => ({ userId, codeHash })) })
}

export async function countTry(
  tx: Tx,
  userId: string,
  tries: { failures: number; lockedUntil: Date | null },
): Promise<void> {
  await tx.secondFactor.update({ where: { userId }, data: tries })
}

export type FactorUse = { id: string; userId: string; purpose: string; usedAt: Date }

/** @returns false when the code of that step was used before */
export async function useStep(tx: Tx, use: FactorUse & { step: bigint }): Promise<boolean> {
  const { count } = await tx.factorUse.createMany({ data: [use], skipDuplicates: true })
  return count === 1
}

/** @returns false when the user has no such code, or has no longer */
export async function useRecoveryCode(
  tx: Tx,
  use: FactorUse & { codeHash: Uint8Array<ArrayBuffer> },
): Promise<boolean> {
  const { userId, codeHash } = use
  const { count } = await tx.recoveryCode.deleteMany({ where: { userId, codeHash } })
  if (count === 0) return false
  await tx.factorUse.create({ data: use })
  return true
}

export async function removeFactor(tx: Tx, userId: string): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { userId } })
  await tx.secondFactor.delete({ where: { userId } })
}
