import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** An append-only file of JSON lines. What `saved()` has confirmed survives `kill -9` and a power cut. */
export type Journal = {
  append(entry: unknown): void
  /** Resolves once everything appended so far is on the disk. Callers that come together share one fsync. */
  saved(): Promise<void>
  close(): Promise<void>
}

/** A last line without its newline was cut off by a crash before anybody was answered: it is left out. */
export function readJournal(path: string): unknown[] {
  const lines = readIfThere(path).split('\n')
  lines.pop()
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as unknown
    } catch {
      throw new Error(`${path} is damaged at line ${index + 1}. Delete it to start the sandbox afresh.`)
    }
  })
}

/** Starts the file anew with `entries`, by a rename, so that a crash leaves the old file or the new one. */
export function rewriteJournal(path: string, entries: unknown[]): void {
  mkdirSync(dirname(path), { recursive: true })
  const fresh = join(dirname(path), 'state.new')
  const file = openSync(fresh, 'w')
  for (const entry of entries) writeSync(file, `${JSON.stringify(entry)}\n`)
  fsyncSync(file)
  closeSync(file)
  renameSync(fresh, path)
  const directory = openSync(dirname(path), 'r')
  fsyncSync(directory)
  closeSync(directory)
}

export async function openJournal(path: string): Promise<Journal> {
  const file = await open(path, 'a')
  let waiting = ''
  let last = Promise.resolve()
  let next: Promise<void> | undefined

  async function flush(): Promise<void> {
    const lines = waiting
    waiting = ''
    next = undefined
    await file.appendFile(lines)
    await file.datasync()
  }

  function saved(): Promise<void> {
    if (waiting === '') return last
    next ??= last = last.then(flush)
    return next
  }

  return {
    append(entry) {
      waiting += `${JSON.stringify(entry)}\n`
    },
    saved,
    async close() {
      await saved()
      await file.close()
    },
  }
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
