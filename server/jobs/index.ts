import PgBoss from 'pg-boss'
import type { Env } from '../platform/env.ts'
import type { Log } from '../platform/log.ts'
import type { Metrics } from '../platform/metrics.ts'

/** A thing that time asks for. `run` must be safe on many nodes at once: rows are taken `for update skip locked`. */
export type Job = { name: string; run(): Promise<unknown> }
export type JobPlan = {
  /** on every node: what buyers wait for, every second or so. `atStart`: also when the shop has opened */
  ticks: readonly (Job & { everyMs: number; atStart?: true })[]
  /** by cron, on one node: pg-boss picks which */
  scheduled: readonly (Job & { cron: string })[]
}

export type Jobs = { close(): Promise<void> }

type JobDeps = { env: Pick<Env, 'DATABASE_URL'>; log: Log; metrics: Metrics }

/** The door that time knocks on. */
export async function startJobs(plan: JobPlan, deps: JobDeps): Promise<Jobs> {
  const { log, metrics } = deps
  const measured = async ({ name, run }: Job) => {
    const end = metrics.jobSeconds.startTimer({ job: name })
    try {
      await run()
      end({ outcome: 'done' })
    } catch (error) {
      end({ outcome: 'failed' })
      log.error({ error, job: name }, 'job failed; it will run again')
    }
  }
  const ticks = plan.ticks.map((job) => startTick(job, () => measured(job)))
  const boss = await startSchedule(plan.scheduled, measured, deps)
  return {
    async close() {
      await Promise.all(ticks.map((tick) => tick.close()))
      await boss.stop({ graceful: true, timeout: 5_000 })
    },
  }
}

/** Runs again `everyMs` after the run before has ended, so a slow database is not piled upon. */
function startTick({ everyMs, atStart }: JobPlan['ticks'][number], run: () => Promise<void>) {
  let timer: NodeJS.Timeout
  let running = Promise.resolve()
  let open = true
  const next = (afterMs: number) => {
    timer = setTimeout(() => {
      running = run().then(() => {
        if (open) next(everyMs)
      })
    }, afterMs)
  }
  next(atStart ? 0 : everyMs)
  return {
    async close() {
      open = false
      clearTimeout(timer)
      await running
    },
  }
}

async function startSchedule(
  jobs: JobPlan['scheduled'],
  measured: (job: Job) => Promise<void>,
  { env, log }: JobDeps,
) {
  // pg-boss keeps its own tables, so it connects as the database's owner and not as the run-time role.
  const boss = new PgBoss({ connectionString: env.DATABASE_URL, max: 2, application_name: 'shanhuo-jobs' })
  boss.on('error', (error) => log.error({ error }, 'the job queue met an error'))
  await boss.start()
  for (const job of jobs) {
    await boss.createQueue(job.name, { name: job.name, policy: 'singleton', retryLimit: 0 })
    await boss.work(job.name, { pollingIntervalSeconds: 5 }, () => measured(job))
    await boss.schedule(job.name, job.cron)
  }
  return boss
}
