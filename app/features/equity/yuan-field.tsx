import { TextField } from '#app/ui/field.tsx'
import { inputOf, type ShopFields } from '#app/ui/form.ts'

type Props = { fields: ShopFields; name: string; label: string }

/** An amount in yuan, as it is typed. */
export function YuanField({ fields, name, label }: Props) {
  return (
    <TextField {...inputOf(fields[name])} label={label} inputMode="decimal" autoComplete="off" required />
  )
}
