import type { Db, Tx } from '#server/platform/db.ts'

// 占而不付: holds that ran out because nobody paid, and who pays first because of them.

export function lapseStatements(db: Db) {
  return {
    async paysFirst(buyerId: string, now: Date): Promise<boolean> {
      const [row] = await db.$queryRaw<{ late: boolean }[]>`
        select exists (select from flash_sale_pays_first(array[coalesce(
          (select person_id from flash_sale_person where buyer_id = ${buyerId}), ${buyerId})], ${now})) as late`
      return row!.late
    },

    async dropOldLapses(now: Date): Promise<void> {
      await db.$executeRaw`select flash_sale_drop_lapses(${now})`
    },
  }
}

/** Counts holds that have just expired against those they were held for, unless it was somebody else's doing. */
export async function noteLapses(tx: Tx, holdIds: readonly string[], now: Date): Promise<void> {
  await tx.$executeRaw`select flash_sale_note_lapses(${holdIds}, ${now})`
}

/** Money has come for these holds, in time or not: what their buyers have let lapse does not count any more. */
export async function forgiveLapses(tx: Tx, holdIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`select flash_sale_forgive_lapses(${holdIds})`
}
