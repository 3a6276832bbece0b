import { appendFile, mkdir, open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { signedHead, type SignedHead } from '#shared/ledger-head.ts'

/** `unreadable`: the first line that is no head, from 1; what follows it is not read */
export type HeadLines = { heads: SignedHead[]; unreadable: number | null }

/** A copy in a file beside the database: one head a line, each naming the one before. Only ever appended to. */
export function headFile(file: string) {
  return {
    /** null when there is no such file */
    async read(): Promise<HeadLines | null> {
      try {
        return readHeadLines(await readFile(file, 'utf8'))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },

    /** On the disk when it returns. */
    async append(heads: readonly SignedHead[]): Promise<void> {
      await mkdir(path.dirname(file), { recursive: true })
      await appendFile(file, heads.map(headLine).join(''))
      const written = await open(file, 'r')
      await written.sync().finally(() => written.close())
    },
  }
}

export type HeadFile = ReturnType<typeof headFile>

export function headLine(head: SignedHead): string {
  const { format, when, height, hash, lastSeq, previous, signature, publicKey } = head
  return `${JSON.stringify({ format, when, height, hash, lastSeq, previous, signature, publicKey })}\n`
}

export function readHeadLines(text: string): HeadLines {
  const heads: SignedHead[] = []
  const lines = text.split('\n').slice(0, text.endsWith('\n') ? -1 : undefined)
  for (const [at, line] of lines.entries()) {
    const head = headOf(line)
    if (!head) return { heads, unreadable: at + 1 }
    heads.push(head)
  }
  return { heads, unreadable: null }
}

function headOf(line: string): SignedHead | null {
  try {
    return signedHead.parse(JSON.parse(line))
  } catch {
    return null
  }
}
