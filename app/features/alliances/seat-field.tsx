import { useBilingual } from '#app/i18n/use-locale.ts'
import { TextField } from '#app/ui/field.tsx'
import type { Bilingual } from '#shared/locale.ts'
import type { SeatText } from './seats.server.ts'

type Props = {
  village: { id: string; name: Bilingual }
  /** as it was typed, when it was not taken */
  seat: Partial<SeatText> | undefined
  contribution?: string | number | undefined
  required?: boolean
}

/** What one village brings; left empty, it is not at the table. */
export function SeatField({ village: { id, name }, seat, contribution, required = false }: Props) {
  const say = useBilingual()
  return (
    <div>
      <input type="hidden" name="collectiveId" value={id} />
      <TextField
        label={say(name)}
        name="contribution"
        defaultValue={contribution}
        errors={seat?.wrong ? ['invalid'] : []}
        inputMode="numeric"
        autoComplete="off"
        required={required}
      />
    </div>
  )
}
