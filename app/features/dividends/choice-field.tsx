import { useId } from 'react'

type Props = { label: string; name: string; options: readonly { value: string; label: string }[] }

export function ChoiceField({ label, name, options }: Props) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        name={name}
        className="border-line-strong rounded-control block min-h-12 w-full border bg-white px-3 py-2.5 text-base"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
