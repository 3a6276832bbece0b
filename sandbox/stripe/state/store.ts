import { join } from 'node:path'
import { openJournal, readJournal, rewriteJournal } from './journal.ts'
import { tableNames, type Records } from './records.ts'

/** Rows are never changed in place: `put` a new one, so that a step can be undone. */
export type Table<Row> = {
  get(id: string): Row | undefined
  put(row: Row): Row
  drop(id: string): void
  newestFirst(): Row[]
  oldestFirst(): IterableIterator<Row>
  readonly size: number
}

export type Tables = { [Name in keyof Records]: Table<Records[Name]> }

export type Store = {
  tables: Tables
  /** All of `act`'s changes are kept, or, if it throws, none. */
  inOneStep<Value>(act: () => Value): Value
  /** Resolves once every step taken so far is on the disk. */
  saved(): Promise<void>
  close(): Promise<void>
}

type Row = { id: string }
/** `row` is null where the row was dropped. */
type Change = { table: string; id: string; row: Row | null }

export async function openStore(dataDir: string): Promise<Store> {
  const path = join(dataDir, 'state.jsonl')
  const maps = new Map<string, Map<string, Row>>(tableNames.map((name) => [name, new Map<string, Row>()]))
  for (const step of readJournal(path)) for (const change of step as Change[]) apply(maps, change)
  rewriteJournal(path, everyRow(maps))

  const journal = await openJournal(path)
  let done: Change[] = []
  let undo: Change[] = []

  const record = (change: Change) => {
    undo.push({ ...change, row: maps.get(change.table)?.get(change.id) ?? null })
    done.push(change)
    apply(maps, change)
  }

  return {
    tables: Object.fromEntries(tableNames.map((name) => [name, tableOver(name, maps, record)])) as Tables,
    inOneStep(act) {
      try {
        const value = act()
        if (done.length > 0) journal.append(done)
        return value
      } catch (error) {
        for (const change of undo.reverse()) apply(maps, change)
        throw error
      } finally {
        done = []
        undo = []
      }
    },
    saved: () => journal.saved(),
    close: () => journal.close(),
  }
}

type Maps = Map<string, Map<string, Row>>

function tableOver(name: string, maps: Maps, record: (change: Change) => void): Table<Row> {
  const rows = maps.get(name) ?? new Map<string, Row>()
  return {
    get: (id) => rows.get(id),
    put(row) {
      record({ table: name, id: row.id, row })
      return row
    },
    drop(id) {
      if (rows.has(id)) record({ table: name, id, row: null })
    },
    newestFirst: () => [...rows.values()].reverse(),
    oldestFirst: () => rows.values(),
    get size() {
      return rows.size
    },
  }
}

function apply(maps: Maps, { table, id, row }: Change): void {
  if (row === null) maps.get(table)?.delete(id)
  else maps.get(table)?.set(id, row)
}

function everyRow(maps: Maps): Change[][] {
  return [...maps].flatMap(([table, rows]) => [...rows.values()].map((row) => [{ table, id: row.id, row }]))
}
