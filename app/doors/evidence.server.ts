import { createHash } from 'node:crypto'

const FILE_MAX_BYTES = 20_000_000

/** A file that was attached: what it is called and its SHA-256. The file itself is not kept; the office keeps it. */
export async function evidenceOf(form: FormData): Promise<{ name: string; sha256: Uint8Array } | null> {
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0 || file.size > FILE_MAX_BYTES) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  return {
    name: file.name.slice(0, 120),
    sha256: new Uint8Array(createHash('sha256').update(bytes).digest()),
  }
}
