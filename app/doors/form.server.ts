import { data } from '@remix-run/node'
import { isKeepable } from '#shared/text.ts'

/** Names of our fields. Libraries read other ones as paths into objects, or as commands. */
const FIELD_NAME = /^[a-zA-Z]{1,40}$/

/**
 * The fields of a posted form, which every action reads by this: only those that a form of ours could have.
 * @param files names of its fields that are files
 * @throws 400 for a body that is no form, and for text that PostgreSQL could not keep
 */
export async function formOf(request: Request, files: readonly string[] = []): Promise<FormData> {
  const posted = await request.formData().catch(() => null)
  if (!posted) throw badForm()
  const form = new FormData()
  for (const [name, value] of posted) {
    if (!FIELD_NAME.test(name) || (typeof value !== 'string') !== files.includes(name)) continue
    if (!isKeepable(typeof value === 'string' ? value : value.name)) throw badForm()
    form.append(name, value)
  }
  return form
}

const badForm = () => data({ kind: 'bad_request' }, { status: 400 })
