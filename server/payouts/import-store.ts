import type { ImportOutcome } from '#shared/payouts.ts'
import type { Db, Tx } from '../platform/db.ts'
import type { ImportView } from './types.ts'

type NewImport = {
  id: string
  batchId: string
  fileName: string
  fileSha256: Uint8Array<ArrayBuffer>
  lineCount: number
  importedByName: string
  importedAt: Date
}

/** @returns the import's id; the first one's, when the same file was read before */
export async function beginImport(db: Db, started: NewImport): Promise<string> {
  await db.payoutImport.createMany({ data: [started], skipDuplicates: true })
  const { batchId, fileSha256 } = started
  const { id } = await db.payoutImport.findFirstOrThrow({
    where: { batchId, fileSha256 },
    select: { id: true },
  })
  return id
}

export async function linesRead(db: Db | Tx, importId: string): Promise<Set<number>> {
  const rows = await db.payoutImportLine.findMany({ where: { importId }, select: { number: true } })
  return new Set(rows.map(({ number }) => number))
}

type ReadLine = {
  importId: string
  number: number
  text: string
  outcome: ImportOutcome
  lineId: string | null
}

export async function insertReadLine(tx: Tx, line: ReadLine): Promise<void> {
  await tx.payoutImportLine.create({ data: line })
}

export async function importsOf(db: Db, batchId: string): Promise<ImportView[]> {
  const rows = await db.payoutImport.findMany({
    where: { batchId },
    include: { lines: { orderBy: { number: 'asc' } } },
    orderBy: { importedAt: 'desc' },
  })
  return rows.map((row) => ({
    importId: row.id,
    fileName: row.fileName,
    importedByName: row.importedByName,
    importedAt: row.importedAt.toISOString(),
    lines: row.lines.map(({ number, text, outcome }) => ({
      ...{ number, text },
      outcome: outcome as ImportOutcome,
    })),
  }))
}
