import type { Result } from '#shared/result.ts'
import {
  aged,
  meantStill,
  next,
  put,
  putOff,
  read,
  rebased,
  sent,
  takeBack,
  without,
  type Outbox,
  type OutboxCommand,
} from './outbox.ts'

/** Between two attempts while there is no signal. */
const RETRY_MS = 2_000
/** So often the shop may say "later" to one command; then the host is told. */
const PUT_OFF_MAX = 5

export type CommandAnswer = Result<unknown, { kind: string }>
export type OutboxState = { commands: Outbox; hasSignal: boolean }

export type SenderDeps = {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** under which the device keeps what waits */
  name: string
  now(): number
  /** whether the shop can be reached; asked before a command leaves, so that it can be taken back until then */
  reach(): Promise<boolean>
  /** @returns null: no answer came */
  send(command: OutboxCommand): Promise<CommandAnswer | null>
  answered(command: OutboxCommand, answer: CommandAnswer): void
}

export type Sender = ReturnType<typeof createSender>

/** What waits, as the device keeps it and the page shows it. */
function createKept({ storage, name }: Pick<SenderDeps, 'storage' | 'name'>) {
  const listeners = new Set<() => void>()
  let state: OutboxState = { commands: [], hasSignal: true }
  return {
    state: () => state,
    become(commands: Outbox, hasSignal = state.hasSignal) {
      try {
        if (commands.length > 0) storage.setItem(name, JSON.stringify(commands))
        else storage.removeItem(name)
      } catch {
        // A browser that keeps nothing still sends; what waits is lost with the page.
      }
      state = { commands, hasSignal }
      for (const listener of listeners) listener()
    },
    subscribe(listener: () => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Sends a host's commands one after the other, and keeps them on the device until each is answered. */
export function createSender({ storage, name, now, reach, send, answered }: SenderDeps) {
  const kept = createKept({ storage, name })
  const { become } = kept
  let isSending = false
  let isClosed = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let overtake = () => {}

  /** @returns whether the next one may go */
  async function attempt(command: OutboxCommand): Promise<boolean> {
    if (!(await reach())) return false
    if (!kept.state().commands.some(({ key }) => key === command.key)) return true
    become(sent(kept.state().commands, command.key), true)
    const answer = await send(command)
    // 急停 has taken it out of the line: nobody waits for its answer any more.
    const waiting = kept.state().commands.find(({ key }) => key === command.key)
    if (!waiting) return true
    if (!answer) return false
    if (isLater(answer) && waiting.putOff < PUT_OFF_MAX) {
      become(putOff(kept.state().commands, command.key))
      return false
    }
    const left = without(kept.state().commands, command.key)
    become(answer.ok ? rebased(left, command, answer.value) : left)
    answered(command, answer)
    return true
  }

  async function work() {
    clearTimeout(retry)
    if (isSending || isClosed) return
    isSending = true
    for (;;) {
      become(aged(kept.state().commands, now()))
      const command = next(kept.state().commands)
      if (!command || isClosed) break
      const overtaken = new Promise<boolean>((resolve) => (overtake = () => resolve(true)))
      if (await Promise.race([attempt(command), overtaken])) continue
      become(kept.state().commands, false)
      if (!isClosed) retry = setTimeout(() => void work(), RETRY_MS)
      break
    }
    isSending = false
  }

  return {
    /** takes up what an earlier page of this tab left */
    open() {
      isClosed = false
      become(read(storage.getItem(name)))
      void work()
    },
    put(command: OutboxCommand) {
      become(put(kept.state().commands, command))
      if (command.command === 'session:stop') overtake()
      void work()
    },
    takeBack: (key: string) => become(takeBack(kept.state().commands, key)),
    sendStill(key: string) {
      become(meantStill(kept.state().commands, key, now()))
      void work()
    },
    /** the line may be back */
    wake: () => void work(),
    state: kept.state,
    subscribe: kept.subscribe,
    close() {
      isClosed = true
      clearTimeout(retry)
    },
  }
}

const isLater = (answer: CommandAnswer) =>
  !answer.ok && (answer.refusal.kind === 'try_again' || answer.refusal.kind === 'too_many_requests')
