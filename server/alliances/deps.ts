import type { Clock } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { Ids } from '../platform/ids.ts'
import type { Registry } from '../registry/index.ts'

export type AlliancesDeps = { db: Db; clock: Clock; ids: Ids; registry: Pick<Registry, 'collectives'> }
