import { useRef, useState, type FormEvent } from 'react'
import type { Line } from '../live/use-room.ts'
import { askPatiently, type AnyAnswer, type Ask } from './claim.ts'
import { presencePass, prove } from './prove.ts'
import { pause, stopwatch } from './use-claim.ts'

type RefusalOf<Answer extends AnyAnswer> = Extract<Answer, { ok: false }>['refusal']
export type Tap<Answer extends AnyAnswer> =
  | { kind: 'resting' }
  | { kind: 'asking' }
  | { kind: 'refused'; refusal: RefusalOf<Answer> | { kind: 'try_again' } }

type Wiring<Answer extends AnyAnswer, Request> = {
  ask(request: Request): Promise<Answer | null>
  /** shows that this page was open before */
  token: string
  line: Line
  accepted(value: Extract<Answer, { ok: true }>['value']): void
}

/** One person's tap through the guard's door: a second one while the first is under way does nothing. */
export function useGuardedTap<Answer extends AnyAnswer, Request extends object>({
  ask,
  token,
  line,
  accepted,
}: Wiring<Answer, Request>) {
  const [tap, setTap] = useState<Tap<Answer>>({ kind: 'resting' })
  const [openForMs] = useState(stopwatch)
  const underWay = useRef(false)

  /** @returns false when nobody answered: the form must be posted */
  async function send(request: Request): Promise<boolean> {
    if (underWay.current) return true
    underWay.current = true
    setTap({ kind: 'asking' })
    const answer = await askPatiently<Answer, Request>(request, ask as Ask<Answer, Request>, {
      wait: pause,
      pass: presencePass(token, openForMs()),
      onQueued: () => {},
      prove,
    })
    underWay.current = false
    if (answer?.ok) accepted(answer.value)
    setTap(
      answer && !answer.ok
        ? { kind: 'refused', refusal: answer.refusal as RefusalOf<Answer> }
        : { kind: 'resting' },
    )
    return answer !== null
  }

  /** For a form that asks the same: without a line, or when nobody answers, it is posted. */
  const submitOf = (request: Request) => (event: FormEvent<HTMLFormElement>) => {
    if (line !== 'online') return
    event.preventDefault()
    const form = event.currentTarget
    void send(request).then((answered) => {
      if (!answered) form.submit()
    })
  }
  return { tap, submitOf }
}
