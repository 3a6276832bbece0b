import express from 'express'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { randomIds } from '#server/platform/ids.ts'
import { createLog } from '#server/platform/log.ts'
import { createMetrics } from '#server/platform/metrics.ts'
import { trackRequests } from './requests.ts'
import { video } from './video.ts'

it('what is asked of a picture is counted as such, and its address, which lets in, is in no log', async () => {
  const lines: string[] = []
  const log = createLog({ LOG_LEVEL: 'info' }, { write: (line) => void lines.push(line) })
  const metrics = createMetrics()
  const app = express()
  app.use(trackRequests({ ids: randomIds, log, metrics }))
  app.use('/video', video({ file: async () => ({ ok: false, refusal: { kind: 'file_not_found' } }) }))
  app.use('/', (_request, response) => void response.end())
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  for (const path of ['/video/live_1/token/ll.m3u8', '/villages']) await (await fetch(origin + path)).text()
  server.close()

  expect(lines.map((line) => (JSON.parse(line) as { path: string }).path)).toEqual(['/villages'])
  const told = await metrics.registry.metrics()
  expect(told).toContain('shanhuo_http_request_seconds_count{method="GET",kind="video",status="4xx"} 1')
})
