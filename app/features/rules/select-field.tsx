import { useId } from 'react'
import { FieldErrors } from '#app/ui/field.tsx'

type Props = {
  label: string
  name: string
  value: string
  options: readonly { value: string; label: string }[]
  errors: readonly string[]
  onChange(value: string): void
}

/** A choice that the page keeps. */
export function SelectField({ label, name, value, options, errors, onChange }: Props) {
  const id = useId()
  const invalid = errors.length > 0
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        name={name}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={invalid || undefined}
        aria-describedby={invalid ? `${id}-error` : undefined}
        className="border-line-strong rounded-control aria-invalid:border-vermilion-600 block min-h-12 w-full border bg-white px-3 py-2.5 text-base aria-invalid:border-2"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <FieldErrors id={id} errors={errors} />
    </div>
  )
}
