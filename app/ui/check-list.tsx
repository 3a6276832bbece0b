import { useId } from 'react'
import { FieldErrors } from './field.tsx'

type Item = { value: string; label: string; lead: string }
type Props = {
  name: string
  legend: string
  items: readonly Item[]
  errors: readonly string[] | undefined
}

/** Several that can be ticked, each with what it means. All are ticked beforehand. */
export function CheckList({ name, legend, items, errors }: Props) {
  const id = useId()
  return (
    <fieldset aria-describedby={errors?.length ? `${id}-error` : undefined}>
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      <div className="grid gap-2">
        {items.map(({ value, label, lead }) => (
          <label
            key={value}
            className="border-line-strong has-checked:border-tea-600 has-checked:bg-tea-50 rounded-control has-focus-visible:outline-honey-500 flex min-h-12 cursor-pointer items-center gap-3 border bg-white px-4 py-3 has-focus-visible:outline-3 has-focus-visible:outline-offset-2"
          >
            <input
              type="checkbox"
              name={name}
              value={value}
              defaultChecked
              className="accent-tea-700 size-5 shrink-0"
            />
            <span className="font-medium">
              {label}
              <span className="text-ink-soft block text-sm font-normal">{lead}</span>
            </span>
          </label>
        ))}
      </div>
      <FieldErrors id={id} errors={errors} />
    </fieldset>
  )
}
