import { clsx } from 'clsx'
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'

const control =
  'bg-white border-line-strong rounded-control block w-full border px-3.5 py-2.5 text-base min-h-12 aria-invalid:border-vermilion-600 aria-invalid:border-2 placeholder:text-ink-faint'

type Shown = {
  label: string
  hint?: ReactNode
  /** kinds of error (`required`, `phone`, …), said in the reader's language */
  errors?: readonly string[] | undefined
  optional?: boolean
}

type Ids = { id: string; describedBy: string | undefined; invalid: true | undefined }

function useIds(given: string | undefined, { hint, errors }: Shown): Ids {
  const made = useId()
  const id = given ?? made
  const invalid = errors?.length ? true : undefined
  const described = [hint && `${id}-hint`, invalid && `${id}-error`].filter(Boolean).join(' ')
  return { id, invalid, describedBy: described || undefined }
}

/** Error kinds as sentences. Kinds are those of app/ui/form.ts; a form may add its own under errors:field. */
export function FieldErrors({ id, errors }: { id: string; errors: readonly string[] | undefined }) {
  const { t } = useTranslation()
  if (!errors?.length) return null
  return (
    <p id={`${id}-error`} className="text-vermilion-700 mt-1.5 text-sm font-medium">
      {errors.map((kind) => t(`errors:field.${kind}`, { defaultValue: t('errors:field.invalid') })).join(' ')}
    </p>
  )
}

function Frame({ label, hint, errors, optional, id, children }: Shown & { id: string; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
        {optional && <span className="text-ink-faint ml-2 font-normal">{t('common:form.optional')}</span>}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-ink-faint mt-1.5 text-sm">
          {hint}
        </p>
      )}
      <FieldErrors id={id} errors={errors} />
    </div>
  )
}

type TextFieldProps = Shown & { suffix?: ReactNode } & InputHTMLAttributes<HTMLInputElement>

export function TextField({
  label,
  hint,
  errors,
  optional = false,
  suffix,
  className,
  ...rest
}: TextFieldProps) {
  const { id, invalid, describedBy } = useIds(rest.id, { label, hint, errors })
  return (
    <Frame {...{ label, hint, errors, optional, id }}>
      <div className="relative">
        <input
          {...rest}
          id={id}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          className={clsx(control, suffix && 'pr-16', className)}
        />
        {suffix && (
          <span className="text-ink-faint pointer-events-none absolute inset-y-0 right-3.5 flex items-center text-sm">
            {suffix}
          </span>
        )}
      </div>
    </Frame>
  )
}

type TextAreaFieldProps = Shown & TextareaHTMLAttributes<HTMLTextAreaElement>

export function TextAreaField({
  label,
  hint,
  errors,
  optional = false,
  className,
  ...rest
}: TextAreaFieldProps) {
  const { id, invalid, describedBy } = useIds(rest.id, { label, hint, errors })
  return (
    <Frame {...{ label, hint, errors, optional, id }}>
      <textarea
        {...rest}
        id={id}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        className={clsx(control, className)}
      />
    </Frame>
  )
}

type SelectFieldProps = Shown & {
  options: readonly { value: string; label: string }[]
} & SelectHTMLAttributes<HTMLSelectElement>

export function SelectField({
  label,
  hint,
  errors,
  optional = false,
  options,
  className,
  ...rest
}: SelectFieldProps) {
  const { id, invalid, describedBy } = useIds(rest.id, { label, hint, errors })
  return (
    <Frame {...{ label, hint, errors, optional, id }}>
      <select
        {...rest}
        id={id}
        aria-invalid={invalid}
        aria-describedby={describedBy}
        className={clsx(control, className)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  )
}

type CheckFieldProps = Omit<Shown, 'optional' | 'label'> & {
  label: ReactNode
} & InputHTMLAttributes<HTMLInputElement>

export function CheckField({ label, hint, errors, className, ...rest }: CheckFieldProps) {
  const { id, invalid, describedBy } = useIds(rest.id, { label: '', hint, errors })
  return (
    <div>
      <label htmlFor={id} className="flex min-h-12 items-start gap-3 py-2">
        <input
          {...rest}
          type="checkbox"
          id={id}
          aria-invalid={invalid}
          aria-describedby={describedBy}
          className={clsx('accent-tea-600 mt-0.5 size-6 shrink-0', className)}
        />
        <span className="leading-relaxed">{label}</span>
      </label>
      {hint && (
        <p id={`${id}-hint`} className="text-ink-faint text-sm">
          {hint}
        </p>
      )}
      <FieldErrors id={id} errors={errors} />
    </div>
  )
}
