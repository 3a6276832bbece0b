// PostgreSQL's own measure, where its program is installed: what this disk and these cores can do at all.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import pg from 'pg'
import { openPlace } from '../place.ts'

const exec = promisify(execFile)
const CLIENTS = 20

export type Tpcb = { run(seconds: number): Promise<number>; close(): Promise<void> }

/** @returns null when there is no pgbench on this machine */
export async function openTpcb(scale: number): Promise<Tpcb | null> {
  const isThere = await exec('pgbench', ['--version']).then(
    () => true,
    () => false,
  )
  if (!isThere) return null
  const place = await openPlace()
  const owner = new pg.Client(place.url)
  await owner.connect()
  await owner.query('create schema tpcb')
  await owner.end()
  const env = { ...process.env, PGOPTIONS: '-c search_path=tpcb' }
  await exec('pgbench', ['-i', '-q', '-s', String(scale), place.url], { env })
  return {
    async run(seconds) {
      const args = ['-n', '-c', String(CLIENTS), '-j', '2', '-T', String(seconds), place.url]
      const { stdout } = await exec('pgbench', args, { env })
      return Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
    },
    close: () => place.close(),
  }
}
