// npm run bench -- NAME [--json FILE] [--svg FILE] [--quick]. Compares ours with baselines in one run, round by
// round, because the speed of a machine drifts: only ratios of medians within a run say something.
import { writeFileSync } from 'node:fs'
import os from 'node:os'
import { parseArgs } from 'node:util'
import type { Bench } from './bench.ts'
import { chartSvg } from './chart.ts'

const benches: Record<string, () => Promise<Bench>> = {
  chat: async () => (await import('./chat/chat.ts')).chat,
  claims: async () => (await import('./claims/claims.ts')).claims,
  failover: async () => (await import('./failover/failover.ts')).failover,
  growth: async () => (await import('./growth/growth.ts')).growth,
  ledger: async () => (await import('./ledger/ledger.ts')).ledger,
  room: async () => (await import('./room/room.ts')).room,
  rush: async () => (await import('./rush/rush.ts')).rush,
  soak: async () => (await import('./soak/soak.ts')).soak,
  video: async () => (await import('./video/video.ts')).video,
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'string' }, svg: { type: 'string' }, quick: { type: 'boolean', default: false } },
})
const [name = ''] = positionals
const load = benches[name]
if (!load) {
  console.error(
    `npm run bench -- NAME [--json FILE] [--svg FILE] [--quick]\nNAME is one of: ${Object.keys(benches).join(', ')}`,
  )
  process.exit(2)
}

const bench = await load()
const result = await bench({ quick: values.quick, say: (line) => console.log(line) })
const report = {
  name,
  date: new Date().toISOString(),
  machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${os.platform()} ${os.release()}, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}`,
  ...result,
}
console.log(`\n${report.machine}`)
console.table(report.medians)
console.table(report.ratios)
console.log(
  report.invariantsHold ? 'Every invariant holds.' : 'VOID: an invariant is broken, or an answer was wrong.',
)
if (values.svg)
  writeFileSync(values.svg, chartSvg(result.chart, `${report.date.slice(0, 10)}, ${report.machine}`))
if (values.json) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
process.exit(report.invariantsHold ? 0 : 1)
