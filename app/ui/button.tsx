import { Link, type LinkProps } from '@remix-run/react'
import { clsx } from 'clsx'
import type { ButtonHTMLAttributes, ReactNode } from 'react'

export type ButtonTone = 'primary' | 'flash' | 'plain' | 'quiet' | 'danger'
export type ButtonSize = 'small' | 'medium' | 'large'

const tones: Record<ButtonTone, string> = {
  primary: 'bg-tea-600 text-white hover:bg-tea-700 active:bg-tea-800',
  flash: 'bg-vermilion-600 text-white shadow-card hover:bg-vermilion-700 active:bg-vermilion-800',
  plain: 'bg-surface text-ink border-line-strong/60 border hover:border-ink-soft hover:bg-paper-deep',
  quiet: 'text-tea-700 hover:bg-tea-50 active:bg-tea-100',
  danger: 'bg-surface text-vermilion-700 border-vermilion-400 border hover:bg-vermilion-50',
}

const sizes: Record<ButtonSize, string> = {
  small: 'min-h-10 px-3 text-sm',
  medium: 'min-h-12 px-5 text-base',
  large: 'min-h-14 px-6 text-lg',
}

type Look = { tone?: ButtonTone; size?: ButtonSize; wide?: boolean }

function look({ tone = 'primary', size = 'medium', wide = false }: Look): string {
  return clsx(
    'rounded-control inline-flex items-center justify-center gap-2 text-center leading-tight font-medium transition-colors',
    'disabled:bg-paper-deep disabled:text-ink-faint disabled:cursor-not-allowed disabled:border-transparent disabled:shadow-none',
    tones[tone],
    sizes[size],
    wide && 'w-full',
  )
}

type ButtonProps = Look & { busy?: boolean; children: ReactNode } & ButtonHTMLAttributes<HTMLButtonElement>

/** `busy` says that the tap was taken: it stays focusable, and taking it twice is the caller's to refuse. */
export function Button({ tone, size, wide, busy = false, className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={busy || undefined}
      className={clsx(
        look({ ...(tone && { tone }), ...(size && { size }), ...(wide && { wide }) }),
        className,
      )}
    />
  )
}

type LinkButtonProps = Look & LinkProps

export function LinkButton({ tone, size, wide, className, ...rest }: LinkButtonProps) {
  return (
    <Link
      {...rest}
      className={clsx(
        look({ ...(tone && { tone }), ...(size && { size }), ...(wide && { wide }) }),
        className,
      )}
    />
  )
}
