import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  anOffice,
  anOrganisationWith,
  booked,
  march,
  type Kind,
  type Office,
  type Organisation,
} from '#tests/make/cooperative.ts'
import { asOwner } from '#tests/setup/ledger.ts'

// Whatever reaches the database past the service: a fact is booked, whole, lawful and for ever, or it is none.

let office: Office
let count = 0
beforeAll(async () => {
  office = await anOffice()
})
afterAll(() => office.close())

const anOrg = (kind: Kind = 'cooperative') =>
  anOrganisationWith(office, {
    ...{ name: `facts-${++count}`, kind },
    members: [1, 2, 3].map(() => ({ contribution: 10_000, incomeShares: 5 })),
  })
const at = (org: Organisation) => ({
  organisationId: org.organisationId,
  memberId: org.memberIds[0]!,
})

describe('a fact, said to the database by anybody', () => {
  const factRow = (org: Organisation, row: object) => ({
    ...{
      id: `fact_${++count}`,
      organisationId: org.organisationId,
      kind: 'paid_in',
      memberId: org.memberIds[0]!,
    },
    ...{ effectiveOn: new Date('2026-03-01'), evidenceName: 'x', evidenceSha256: new Uint8Array(32) },
    ...{ lineCount: 1, recordedAt: march, recordedBy: 'x', recordedByName: 'x', ...row },
  })
  const write = (
    fact: ReturnType<typeof factRow>,
    lines: { head: string; amount: bigint; memberId?: string }[],
  ) =>
    office.db.$transaction(async (tx) => {
      await tx.memberFact.create({ data: fact })
      await tx.memberFactLine.createMany({
        data: lines.map((line) => ({ factId: fact.id, memberId: fact.memberId, ...line })),
      })
    })

  it('is booked to the fen, or is none', async () => {
    const org = await anOrg()
    const row = factRow(org, {})
    await expect(write(row, [{ head: 'contribution', amount: 1n }])).rejects.toThrow(/DIVIDEND_NOT_BOOKED/)
    const journalId = await booked(org, {
      ...{ on: '2026-03-01', kind: 'x' },
      lines: [
        ['102.bank', 1],
        [`301.${org.partyIds[0]}`, -1],
      ],
    })
    // Another's journal is no proof of it.
    await expect(
      write({ ...row, journalId } as typeof row, [{ head: 'contribution', amount: 1n }]),
    ).rejects.toThrow(/DIVIDEND_NOT_BOOKED/)
  })

  it('has the lines that its kind has, and never one more', async () => {
    const org = await anOrg()
    await expect(write(factRow(org, {}), [])).rejects.toThrow(/DIVIDEND_FACT_SHAPE/)
    await expect(write(factRow(org, {}), [{ head: 'reserve', amount: 5n }])).rejects.toThrow(
      /DIVIDEND_FACT_SHAPE/,
    )
    await expect(
      write(factRow(org, { kind: 'joined', lineCount: 0 }), [{ head: 'reserve', amount: 5n }]),
    ).rejects.toThrow(/DIVIDEND_FACT_KEPT/)
    const [paid] = await office.dividends.factsOf(at(org))
    const more = { factId: paid!.factId, memberId: org.memberIds[1]!, head: 'aid', amount: 5n }
    await expect(office.db.memberFactLine.create({ data: more })).rejects.toThrow(/DIVIDEND_FACT_KEPT/)
  })

  it('is never changed, nor is a member, not by the owner of the database either', async () => {
    const org = await anOrg()
    const [{ factId } = { factId: '' }] = await office.dividends.factsOf(at(org))
    for (const statement of [
      `update dividend_member_fact set evidence_name = 'other' where id = '${factId}'`,
      `delete from dividend_member_fact where id = '${factId}'`,
      `update dividend_member_line set amount = 1 where fact_id = '${factId}'`,
      `delete from dividend_member_line where fact_id = '${factId}'`,
    ])
      await expect(asOwner(office.url, statement)).rejects.toThrow(/APPEND_ONLY/)
    const memberId = org.memberIds[0]!
    await expect(asOwner(office.url, `delete from dividend_member where id = '${memberId}'`)).rejects.toThrow(
      /DIVIDEND_FACT_KEPT/,
    )
    const left = { where: { id: memberId }, data: { leftOn: new Date('2027-01-01') } }
    await expect(office.db.member.update(left)).rejects.toThrow(/DIVIDEND_FACT_MISSING/)
    const joined = {
      ...{
        id: 'mem_x',
        organisationId: org.organisationId,
        partyId: crypto.randomUUID(),
        nameZh: '某',
        nameEn: 'X',
      },
      joinedOn: new Date('2026-01-01'),
    }
    await expect(office.db.member.create({ data: joined })).rejects.toThrow(/DIVIDEND_FACT_MISSING/)
  })

  it('is of its own organisation, and of the law that it is under', async () => {
    const [org, other, village] = [await anOrg(), await anOrg(), await anOrg('collective')]
    await expect(write(factRow(org, { memberId: other.memberIds[0]! }), [])).rejects.toThrow(
      /DIVIDEND_FACT_OF_ANOTHER/,
    )
    const quantified = factRow(org, { kind: 'reserve_quantified', memberId: null })
    await expect(
      write(quantified, [{ head: 'reserve', amount: 1n, memberId: other.memberIds[0]! }]),
    ).rejects.toThrow(/DIVIDEND_FACT_OF_ANOTHER/)
    await expect(write(factRow(village, {}), [])).rejects.toThrow(/DIVIDEND_FACT_OTHER_LAW/)
    await expect(write(factRow(org, { kind: 'opening' }), [])).rejects.toThrow(/DIVIDEND_FACT_OTHER_LAW/)
    await expect(
      write(factRow(org, { kind: 'grant_quantified', memberId: null, lineCount: 2 }), [
        { head: 'grant', amount: 3n, memberId: org.memberIds[0]! },
        { head: 'grant', amount: 1n, memberId: org.memberIds[1]! },
      ]),
    ).rejects.toThrow(/DIVIDEND_FACT_SHAPE/)
  })
})
