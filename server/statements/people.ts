import type { Dividends } from '../dividends/index.ts'
import type { Ledger, PartyAmount } from '../ledger/index.ts'
import type { Registry } from '../registry/index.ts'
import { balanceOf, booksOf, potsOf } from './pots.ts'
import type { Person, StatementOf, Statements } from './types.ts'

type Deps = {
  ledger: Pick<Ledger, 'partyBalances'>
  registry: Pick<Registry, 'householdsOf'>
  dividends: Pick<Dividends, 'membersOf'>
}

/** Whose statements an organisation keeps: of its suppliers and of its members. One party is one person, once. */
export function createPeople({
  ledger,
  registry,
  dividends,
}: Deps): Pick<Statements, 'peopleOf' | 'peopleWithBalances'> {
  const peopleOf: Statements['peopleOf'] = async ({ id, kind }) => {
    const [households, members] = await Promise.all([
      kind === 'cooperative' ? registry.householdsOf(id) : [],
      dividends.membersOf(id),
    ])
    const people = new Map<string, Person>()
    // An heir goes on with the account of his household: it is called after who has it now.
    for (const { partyId, name } of members.toSorted((a, b) => (a.joinedOn < b.joinedOn ? -1 : 1)))
      people.set(partyId, { partyId, name, isHousehold: false })
    for (const { partyId, head } of households)
      people.set(partyId, { partyId, name: people.get(partyId)?.name ?? head, isHousehold: true })
    return [...people.values()]
  }

  return {
    peopleOf,
    async peopleWithBalances(organisation) {
      const people = await peopleOf(organisation)
      const of = (partyId: string): StatementOf => ({ partyId, organisation, own: false })
      const partyIds = people.map(({ partyId }) => partyId)
      const rows = await ledger.partyBalances({ books: booksOf(of('')), partyIds })
      const byParty = new Map<string, PartyAmount[]>(partyIds.map((partyId) => [partyId, []]))
      for (const row of rows) byParty.get(row.partyId)?.push(row)
      return people.map((person) => ({
        ...person,
        balance: balanceOf(potsOf(of(person.partyId), byParty.get(person.partyId)!)),
      }))
    },
  }
}
