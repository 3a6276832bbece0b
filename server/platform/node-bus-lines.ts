import type { Env } from './env.ts'
import type { Ids } from './ids.ts'
import type { Log } from './log.ts'
import { postgresLine } from './node-bus-postgres.ts'
import { redisLine } from './node-bus-redis.ts'
import { createNodeBus, type NodeBus } from './node-bus.ts'

type BusEnv = Pick<Env, 'DATABASE_URL' | 'REDIS_URL' | 'APP_SECRET'>

/** The bus of this node: over Redis where there is one, else over the database that every shop has. */
export function openNodeBus({ env, ids, log }: { env: BusEnv; ids: Ids; log: Log }): NodeBus {
  const { REDIS_URL, APP_SECRET } = env
  const openLine = REDIS_URL ? redisLine({ REDIS_URL, APP_SECRET }) : postgresLine(env)
  return createNodeBus({ nodeId: ids.next('node'), openLine, log })
}
