type Choice = { value: string; label: string }
type Props = { name: string; legend: string; choices: readonly Choice[]; defaultValue: string }

/** A few choices, one tap each: radio buttons that look like chips. */
export function ChoiceChips({ name, legend, choices, defaultValue }: Props) {
  return (
    <fieldset>
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
              className="sr-only"
            />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
