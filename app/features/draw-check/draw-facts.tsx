import { useTranslation } from 'react-i18next'
import type { DrawView } from '#shared/draw.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { useDrawCheck, type Checking, type MakeAgain } from './use-draw-check.ts'

/** What differs from draw to draw in how it is told. */
export type DrawWords<Step extends string> = {
  promise: string
  /** in place of what is not published yet */
  secret: string
  root: string
  recipe: string
  reading(done: number): string
  checked: string
  /** what was checked, in order */
  steps: Record<Step, string>
}
type Props<Step extends string> = {
  draw: DrawView
  words: DrawWords<Step>
  makeAgain: MakeAgain<Record<Step, boolean>>
}

/** A draw as it was promised and made, with a button that makes it again in the reader's own browser. */
export function DrawFacts<Step extends string>({ draw, words, makeAgain }: Props<Step>) {
  const { t } = useTranslation()
  const { checking, start } = useDrawCheck(makeAgain)
  const facts = [
    [t('live:log.commitment'), draw.commitment],
    [t('live:log.seed'), draw.seed ?? words.secret],
    [words.root, draw.root ?? words.secret],
  ] as const
  const isReading = checking.kind === 'reading'
  return (
    <Card>
      <p>{words.promise}</p>
      <dl className="my-4 grid gap-3 text-sm">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="text-ink-soft">{name}</dt>
            <dd className="font-mono break-all">{value}</dd>
          </div>
        ))}
      </dl>
      {draw.seed && (
        <Button busy={isReading} onClick={() => isReading || start()}>
          {t('live:log.check')}
        </Button>
      )}
      <Outcome checking={checking} words={words} />
      <p className="text-ink-soft mt-4 text-sm">{words.recipe}</p>
    </Card>
  )
}

type OutcomeProps<Step extends string> = {
  checking: Checking<Record<Step, boolean>>
  words: DrawWords<Step>
}

function Outcome<Step extends string>({ checking, words }: OutcomeProps<Step>) {
  const { t } = useTranslation()
  switch (checking.kind) {
    case 'resting':
      return null
    case 'reading':
      return (
        <p role="status" className="text-ink-soft mt-3 text-sm tabular-nums">
          {words.reading(checking.entries)}
        </p>
      )
    case 'failed':
      return (
        <Notice tone="warning" announce="alert" className="mt-4">
          {t('live:log.unread')}
        </Notice>
      )
    case 'checked':
      return <Checked check={checking.check} words={words} />
  }
}

function Checked<Step extends string>({
  check,
  words,
}: {
  check: Record<Step, boolean>
  words: DrawWords<Step>
}) {
  const steps = Object.keys(words.steps) as Step[]
  const isRight = steps.every((step) => check[step])
  return (
    <Notice tone={isRight ? 'success' : 'danger'} announce="alert" className="mt-4">
      <p>{words.checked}</p>
      <ul>
        {steps.map((step) => (
          <li key={step}>
            {check[step] ? '✓' : '✗'} {words.steps[step]}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
