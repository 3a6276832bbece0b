import type { FormEvent, ReactNode } from 'react'
import { Button, type ButtonSize, type ButtonTone } from '#app/ui/button.tsx'

type Props = {
  /** where the form goes when no script runs */
  action: string
  onSubmit(event: FormEvent<HTMLFormElement>): void
  busy?: boolean
  disabled?: boolean
  tone?: ButtonTone
  size?: ButtonSize
  wide?: boolean
  label?: string | undefined
  className?: string
  children: ReactNode
  /** sent along */
  fields?: Record<string, string>
}

/** One command as a form of its own, so that it also works without scripts. */
export function CommandButton({ action, onSubmit, fields = {}, label, size = 'large', ...button }: Props) {
  return (
    <form method="post" action={action} onSubmit={onSubmit} className={button.wide ? 'w-full' : undefined}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" size={size} aria-label={label} {...button} />
    </form>
  )
}
