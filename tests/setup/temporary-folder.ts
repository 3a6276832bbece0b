import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/**
 * What the tests of a run put into the temporary folder goes when the run ends, whoever made it: a recording of each
 * test that has one fills a small disk within days.
 */
export default function setup(): () => void {
  const { TMPDIR } = process.env
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shanhuo-test-'))
  chmodSync(folder, 0o755) // as /tmp is: where root runs the tests, PostgreSQL's user walks through it
  process.env.TMPDIR = folder
  return () => {
    if (TMPDIR === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = TMPDIR
    rmSync(folder, { recursive: true, force: true })
  }
}
