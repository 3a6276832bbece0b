// What PostgreSQL spends: processor time of its processes, bytes of its log and of its tables.
import type pg from 'pg'
import { pids, statOf, ticksASec, tryStat } from '../proc.ts'

export type Costs = { cpuUs: number; walBytes: number; diskBytes: number }

/**
 * Of the postmaster's processes, those that live and those that it has seen end; NaN where there is no /proc.
 * @param backend any process of it
 */
function cpuUs(backend: number): number {
  try {
    const postmaster = statOf(backend)[1]!
    const own = statOf(postmaster)
    let ticks = Number(own[13]) + Number(own[14])
    for (const pid of pids()) {
      const stat = tryStat(pid)
      if (stat?.[1] === postmaster) ticks += Number(stat[11]) + Number(stat[12])
    }
    return (ticks / ticksASec()) * 1e6
  } catch {
    return NaN
  }
}

export async function costsNow({ pool }: { pool: pg.Pool }, schema: string): Promise<Costs> {
  const { rows } = await pool.query<{ pid: number; wal: string; disk: string }>(
    `select pg_backend_pid() as pid, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') as wal,
            (select coalesce(sum(pg_total_relation_size(c.oid)), 0) from pg_class c
              where c.relnamespace = $1::regnamespace and c.relkind = 'r') as disk`,
    [schema],
  )
  const { pid, wal, disk } = rows[0]!
  return { cpuUs: cpuUs(pid), walBytes: Number(wal), diskBytes: Number(disk) }
}
