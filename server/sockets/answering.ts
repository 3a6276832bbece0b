import type { z } from 'zod'
import type { ClientToServer } from '#shared/live.ts'
import { authorise, type Target } from '#shared/policy.ts'
import { socketPolicy, type Rule } from '#shared/policy-table.ts'
import { actorOf } from './actor-of.ts'
import { accept, refuse, type DoorRefusal, type Result } from '#shared/result.ts'
import { isKeepable } from '#shared/text.ts'
import type { LimitName, TooMany } from '#server/platform/rate-limits.ts'
import type { RoomSocket, SocketDeps } from './types.ts'

export type AskName = keyof ClientToServer
export type RequestOf<Name extends AskName> = Parameters<ClientToServer[Name]>[0]
export type AnswerOf<Name extends AskName> = Parameters<Parameters<ClientToServer[Name]>[1]>[0]

export type Ask<Name extends AskName> = {
  schema: z.ZodType<RequestOf<Name>>
  limit: LimitName
  /** what is acted upon, for rules that need it */
  target?(request: RequestOf<Name>): Promise<Target>
  run(request: RequestOf<Name>, asker: { buyerId: string; socket: RoomSocket }): Promise<AnswerOf<Name>>
}
/** Every event of the contract has its ask; the compiler sees to it. */
export type Asks = { [Name in AskName]: Ask<Name> }

/** Counts asks that have been taken and not yet answered, so that closing can wait for them. */
export type InFlight = ReturnType<typeof createInFlight>

export function createInFlight() {
  let count = 0
  const waiting: (() => void)[] = []
  return {
    enter: () => void count++,
    leave() {
      count--
      if (count === 0) for (const resolve of waiting.splice(0)) resolve()
    },
    async settled() {
      if (count > 0) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}

type AnsweringDeps = Pick<SocketDeps, 'env' | 'services' | 'limits' | 'log'> & { inFlight: InFlight }

/**
 * Wraps one ask: parse, limit, authorise, run, answer. A thrown error is logged and answered `try_again`; it never
 * escapes, because an unhandled rejection would end the process and every live room in it.
 */
export function answering(name: AskName, ask: Ask<AskName>, deps: AnsweringDeps) {
  const { inFlight, log } = deps
  return (socket: RoomSocket) => async (raw: unknown, answer: unknown) => {
    if (typeof answer !== 'function') return
    inFlight.enter()
    try {
      const admitted = await admission({ name, ask, raw, socket }, deps)
      answer(admitted.ok ? await ask.run(admitted.value.request, admitted.value) : admitted)
    } catch (error) {
      log.error({ error, ask: name }, 'an ask threw')
      answer(refuse({ kind: 'try_again' }))
    } finally {
      inFlight.leave()
    }
  }
}

type Asked = { name: AskName; ask: Ask<AskName>; raw: unknown; socket: RoomSocket }
type Admitted = { request: RequestOf<AskName>; buyerId: string; socket: RoomSocket }

async function admission(
  asked: Asked,
  deps: AnsweringDeps,
): Promise<Result<Admitted, DoorRefusal | TooMany>> {
  const { ask, raw, socket } = asked
  const { buyerId } = socket.data
  if (buyerId === null) return refuse({ kind: 'not_signed_in' })
  const limited = await deps.limits.take(ask.limit, buyerId)
  if (!limited.ok) return limited
  const request = ask.schema.safeParse(raw)
  if (!request.success || !isKeepable(request.data)) return refuse({ kind: 'bad_request' })
  const refusal = isForVisitors(asked.name) ? null : await mayNot(asked, request.data, deps)
  return refusal ? refuse(refusal) : accept({ request: request.data, buyerId, socket })
}

function isForVisitors(name: AskName): boolean {
  const rule: Rule = socketPolicy[name]
  return (rule.who === 'visitor' || rule.who === 'anyone') && !rule.demoOnly
}

async function mayNot(
  { name, ask, socket }: Asked,
  request: RequestOf<AskName>,
  { env, services }: AnsweringDeps,
): Promise<DoorRefusal | null> {
  const rule: Rule = socketPolicy[name]
  if (rule.demoOnly && !env.DEMO) return { kind: 'forbidden' }
  const [actor, target] = await Promise.all([actorOf(socket, services.identity), ask.target?.(request) ?? {}])
  const permission = authorise(actor, name, target)
  return permission.ok ? null : permission.refusal
}
