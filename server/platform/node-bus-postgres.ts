import pg from 'pg'
import type { Ears, Line, OpenLine } from './node-bus.ts'
import { APPLICATION_ROLE } from './db.ts'

const CHANNEL = 'shanhuo_nodes'
const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 1_000
const ANSWER_MS = 5_000
/** A server that went without a word is noticed by its silence. */
const PING_MS = 5_000

/** Packets by LISTEN and NOTIFY, on one connection of its own that is made anew whenever it breaks. */
export function postgresLine({ DATABASE_URL }: { DATABASE_URL: string }): OpenLine {
  return (ears) => {
    let client: pg.Client | null = null
    let timer: NodeJS.Timeout | undefined
    let pause = FIRST_PAUSE_MS
    let isClosed = false

    async function connect() {
      const attempt = newClient(DATABASE_URL, ears, lost)
      client = attempt
      try {
        await attempt.connect()
        await attempt.query(`listen ${CHANNEL}`)
      } catch (error) {
        return lost(attempt, error)
      }
      if (client !== attempt || isClosed) return
      pause = FIRST_PAUSE_MS
      ears.up()
      ping(attempt)
    }
    function ping(current: pg.Client) {
      timer = setTimeout(() => {
        current.query('select 1').then(
          () => client === current && !isClosed && ping(current),
          (error: unknown) => lost(current, error),
        )
      }, PING_MS).unref()
    }
    function lost(gone: pg.Client, error: unknown) {
      if (client !== gone || isClosed) return
      client = null
      clearTimeout(timer)
      gone.end().catch(() => {})
      ears.down(error)
      timer = setTimeout(() => void connect(), pause)
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    }

    void connect()
    return {
      async send(packet) {
        const current = client
        if (!current) throw new Error('the line is down')
        try {
          await current.query('select pg_notify($1, $2)', [CHANNEL, packet])
        } catch (error) {
          lost(current, error)
          throw error
        }
      },
      async close() {
        isClosed = true
        clearTimeout(timer)
        await client?.end().catch(() => {})
      },
    } satisfies Line
  }
}

function newClient(url: string, ears: Ears, lost: (client: pg.Client, error: unknown) => void) {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'shanhuo-nodes',
    options: `-c role=${APPLICATION_ROLE}`,
    connectionTimeoutMillis: ANSWER_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
  })
  client.on('error', (error) => lost(client, error))
  client.on('end', () => lost(client, new Error('the server closed the line')))
  client.on('notification', ({ payload }) => ears.heard(payload ?? ''))
  return client
}
