import { useId } from 'react'
import { useTranslation } from 'react-i18next'

type Props = {
  label: string
  /** who keeps the paper, where it is not the organisation */
  hint?: string
  optional?: boolean
}

/** A paper of which only the name and the SHA-256 are kept. */
export function FileField({ label, hint, optional = false }: Props) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type="file"
        name="file"
        required={!optional}
        aria-describedby={`${id}-hint`}
        className="border-line-strong rounded-control block min-h-12 w-full border bg-white px-3 py-2.5 text-sm"
      />
      <p id={`${id}-hint`} className="text-ink-soft mt-1.5 text-sm">
        {hint ?? t('dividends:fileHint')}
      </p>
    </div>
  )
}
