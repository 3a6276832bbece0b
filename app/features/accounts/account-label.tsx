import { useBilingual } from '#app/i18n/use-locale.ts'
import type { Bilingual } from '#shared/locale.ts'

const PARTY = /([0-9a-f]{8})-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/

export type PartyNames = Record<string, Bilingual>

type Props = { code: string; name: string; names: PartyNames }

/** An account by name, whose it is, and code. Of a party's id in the code its first eight signs tell accounts apart. */
export function AccountLabel({ code, name, names }: Props) {
  const say = useBilingual()
  const party = names[PARTY.exec(code)?.[0] ?? '']
  return (
    <>
      <span className="block">
        {name}
        {party && <> · {say(party)}</>}
      </span>
      <span className="text-ink-soft block font-mono text-xs">{code.replace(PARTY, '$1…')}</span>
    </>
  )
}
