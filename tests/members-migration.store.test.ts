import { expect, it } from 'vitest'
import { carriedOver } from '#tests/setup/old-database.ts'

/** A register as it was before facts: one member with everything, one with nothing, one who has left. */
const OLD_REGISTER = `
  insert into registry_village (id, key, name_zh, name_en, prefecture_zh, county_zh, township_zh, place_en, intro_zh, intro_en, picture)
    values ('v', 'v', '村', 'V', '市', '县', '镇', 'P', '介', 'I', 'p');
  insert into registry_organisation (id, party_id, kind, village_id, name_zh, name_en, book_code)
    values ('o', gen_random_uuid(), 'cooperative', 'v', '社', 'O', 'b');
  insert into dividend_member (id, organisation_id, party_id, name_zh, name_en, contribution_fen, reserve_fen, grant_fen,
      income_shares, votes, joined_on, left_on)
    values ('all', 'o', gen_random_uuid(), '甲', 'A', 800000, 160000, 300000, 0, 1, '2019-03-01', null),
           ('none', 'o', gen_random_uuid(), '乙', 'B', 0, 0, 0, 0, 1, '2020-01-01', null),
           ('left', 'o', gen_random_uuid(), '丙', 'C', 5, 0, 0, 0, 1, '2020-01-01', '2024-01-01');`

it('makes what the register said the first fact of each member, and loses no fen', async () => {
  const given = { tested: '20261127080000_member_facts', had: OLD_REGISTER }
  await carriedOver(given, async (client) => {
    const rows = async (query: string) => (await client.query(query)).rows
    expect(
      await rows(`select f.member_id, f.kind, f.effective_on::text as on, f.line_count, l.head, l.amount
        from dividend_member_fact f left join dividend_member_line l on l.fact_id = f.id order by f.member_id, l.head`),
    ).toEqual([
      {
        member_id: 'all',
        kind: 'opening',
        on: '2019-03-01',
        line_count: 3,
        head: 'contribution',
        amount: '800000',
      },
      { member_id: 'all', kind: 'opening', on: '2019-03-01', line_count: 3, head: 'grant', amount: '300000' },
      {
        member_id: 'all',
        kind: 'opening',
        on: '2019-03-01',
        line_count: 3,
        head: 'reserve',
        amount: '160000',
      },
      {
        member_id: 'left',
        kind: 'opening',
        on: '2020-01-01',
        line_count: 1,
        head: 'contribution',
        amount: '5',
      },
      { member_id: 'none', kind: 'opening', on: '2020-01-01', line_count: 0, head: null, amount: null },
    ])
    await expect(client.query(`delete from dividend_member_line`)).rejects.toThrow('APPEND_ONLY')
    // The register goes on: whoever was on it may have his name put right, and stays who he is.
    await client.query(`update dividend_member set name_zh = '甲乙' where id = 'all'`)
  })
})
