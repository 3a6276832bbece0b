import { expect, it } from 'vitest'
import { carriedOver } from '#tests/setup/old-database.ts'

/** Payments that came back, as the machine, a bank and a person gave reasons for it; and one that arrived. */
const REASONS = [
  'Stripe 余额不足',
  'Stripe 未转出：account_invalid',
  '银行未说明',
  '户名不符',
  'Stripe 未转出：看不懂',
]
const line = (number: number, state: string, reason: string | null) =>
  `('line_${number}', 'batch_1', ${number}, gen_random_uuid(), 'household', 'b', 100, '${state}', now(), '陈出纳',
    gen_random_uuid(), ${reason === null ? 'null' : `'${reason}'`})`
const OLD_SHOP = `
  set session_replication_role = replica;
  insert into payout_line (id, batch_id, number, party_id, party_kind, book_code, amount_fen, state, resolved_at,
      resolved_by_name, journal_id, reason)
    values ${[...REASONS.map((reason, at) => line(at, 'returned', reason)), line(9, 'settled', null)].join(',\n')};
  set session_replication_role = origin;`

it('takes the machine’s Chinese words for codes, and leaves what people and banks wrote', async () => {
  await carriedOver({ tested: '20261127100000_payout_return_codes', had: OLD_SHOP }, async (client) => {
    const { rows } = await client.query('select reason, return_code as code from payout_line order by number')
    expect(rows).toEqual([
      { reason: null, code: 'balance_insufficient' },
      { reason: null, code: 'account_invalid' },
      { reason: null, code: 'bank_silent' },
      { reason: '户名不符', code: null },
      { reason: 'Stripe 未转出：看不懂', code: null },
      { reason: null, code: null },
    ])
    await expect(client.query('update payout_line set amount_fen = 1')).rejects.toThrow('PAYOUT_KEPT')
  })
})
