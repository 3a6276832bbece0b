import pg from 'pg'
import { expect, it } from 'vitest'
import { simulate } from './simulate.ts'
import { aTheatre } from './theatre.ts'

// A simulation that has never found anything proves nothing: each of these mistakes must be found.

const RUNS = 300

type Mutant = {
  mistake: string
  /** guards of the schema that would find it first */
  without?: string[]
  /** one text of a function for another */
  change?: [called: string, from: string, to: string][]
  add?: string[]
}
const mutants: Mutant[] = [
  {
    mistake: 'one unit too many is given out',
    without: ['alter table flash_sale drop constraint flash_sale_never_oversold'],
    change: [
      [
        'flash_sale_claim',
        'v_asked <= v_sale.total - v_sale.held - v_sale.sold',
        'v_asked <= 1 + v_sale.total - v_sale.held - v_sale.sold',
      ],
    ],
  },
  {
    mistake: 'the last unit is kept back',
    change: [['flash_sale_claim_each', 'v_claim.quantity > v_free', 'v_claim.quantity >= v_free']],
  },
  {
    mistake: 'nobody looks at the limit when all can be served',
    change: [['flash_sale_claim', 'having sum(quantity) > v_sale.per_buyer_limit', 'having false']],
  },
  {
    mistake: 'the limit forgets what is paid',
    change: [
      ['flash_sale_claim', "hold.state in ('held', 'paying', 'paid')", "hold.state in ('held', 'paying')"],
    ],
  },
  {
    mistake: 'a repeated claim key is a second hold',
    without: ['alter table flash_sale_hold drop constraint flash_sale_hold_pkey cascade'],
  },
  {
    mistake: 'a claim key opens the hold of another buyer',
    change: [
      [
        'flash_sale_claim_each',
        '(known.sale_id, known.buyer_id, known.quantity) = (p_sale.id, claim.buyer, claim.quantity) as is_retry',
        'true as is_retry',
      ],
    ],
  },
  {
    mistake: 'a hold that has run out can still be paid for',
    change: [['flash_sale_start_paying', ' or v_hold.expires_at <= p_now', '']],
  },
  {
    mistake: 'a phone is not counted',
    change: [
      ['flash_sale_start_paying', 'null, p_phone, p_address, p_hold', 'null, null, p_address, p_hold'],
    ],
  },
  {
    mistake: 'a fair opening serves who came first',
    change: [
      [
        'flash_sale_run_draw',
        'order by flash_sale_draw_key(v_seed, p_sale, v_root, entry.number)',
        'order by entry.number',
      ],
    ],
  },
  {
    mistake: 'a raffle takes whoever comes later',
    change: [['flash_sale_claim', "v_sale.opening <> 'raffle'", 'true']],
  },
  {
    mistake: 'a raffle has a line for who comes later',
    change: [['flash_sale_wait', "v_sale.opening = 'raffle'", 'false']],
  },
  {
    mistake: 'the line is served from its end',
    change: [
      [
        'flash_sale_offer_some',
        "state = 'waiting' order by number",
        "state = 'waiting' order by number desc",
      ],
    ],
  },
  {
    mistake: 'the line is offered a unit too few',
    change: [['flash_sale_offer_some', 'v_waiter.quantity > v_free', 'v_waiter.quantity >= v_free']],
  },
  {
    mistake: 'who pays first has as long as everybody else',
    change: [
      [
        'flash_sale_claim',
        'case when person = any (v_late) then p_pay_first_sec else p_hold_sec end',
        'p_hold_sec',
      ],
    ],
  },
  {
    mistake: 'who pays first comes first in line',
    change: [['flash_sale_offer_some', 'array[false, true]', 'array[true, false]']],
  },
  {
    mistake: 'the log names the holds of a batch the other way round',
    change: [['flash_sale_log_batch', 'order by sequence', 'order by sequence desc']],
  },
  {
    mistake: 'two lapses are enough',
    change: [['flash_sale_pays_first', 'count(*) >= 3', 'count(*) >= 2']],
  },
  {
    mistake: 'a pause counts against the buyer',
    change: [['flash_sale_note_lapses', "sale.state <> 'paused'", 'true']],
  },
  {
    mistake: 'a payment forgives nothing',
    change: [['flash_sale_forgive_lapses', 'hold.id = any (p_holds)', 'false']],
  },
  {
    mistake: 'units come back twice',
    add: [
      `create function returned_again() returns trigger language plpgsql as $$ begin
        update flash_sale set held = greatest(held - new.quantity, 0) where id = new.sale_id;
        return new;
      end $$`,
      `create trigger returned_again after update of state on flash_sale_hold for each row
        when (old.state = 'held' and new.state = 'released') execute function returned_again()`,
    ],
  },
]

async function mutate(url: string, { without = [], change = [], add = [] }: Mutant) {
  const owner = new pg.Client(url)
  await owner.connect()
  try {
    for (const statement of [...without, ...add]) await owner.query(statement)
    for (const [name, from, to] of change) {
      const { rows } = await owner.query('select pg_get_functiondef($1::regproc) as text', [name])
      const text = String(rows[0].text)
      if (!text.includes(from)) throw new Error(`${name} does not say: ${from}`)
      await owner.query(text.replace(from, to))
    }
  } finally {
    await owner.end()
  }
}

it.each(mutants)('finds that $mistake', { timeout: 120_000 }, async (mutant) => {
  const theatre = await aTheatre()
  await mutate(theatre.databaseUrl, mutant)

  const finding = await simulate(
    theatre,
    Array.from({ length: RUNS }, (_, index) => 1 + index),
  )
  await theatre.close()

  expect(finding?.difference).toBeDefined()
  expect(finding!.program.steps.length).toBeLessThan(12)
})
