import { useId } from 'react'
import { FieldErrors } from './field.tsx'

type Choice = { value: string; label: string }
type Props = { name: string; legend: string; choices: readonly Choice[] } & Partial<{
  /** none: nothing is chosen beforehand */
  defaultValue: string
  required: boolean
  errors: readonly string[] | undefined
}>

/** A few choices, one tap each: radio buttons that look like chips. */
export function ChoiceChips({ name, legend, choices, defaultValue, required = false, errors }: Props) {
  const id = useId()
  return (
    <fieldset aria-describedby={errors?.length ? `${id}-error` : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-2">
        {choices.map(({ value, label }) => (
          <label
            key={value}
            className="border-line-strong has-checked:border-tea-600 has-checked:bg-tea-100 has-checked:text-tea-900 rounded-control has-focus-visible:outline-honey-500 inline-flex min-h-12 cursor-pointer items-center border bg-white px-4 has-checked:font-medium has-focus-visible:outline-3 has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={value === defaultValue}
              required={required}
              className="sr-only"
            />
            {label}
          </label>
        ))}
      </div>
      <FieldErrors id={id} errors={errors} />
    </fieldset>
  )
}
