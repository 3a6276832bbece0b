import { expect, it, vi } from 'vitest'
import { keepAlive } from './keep-alive.mjs'
import { alive } from './processes.mjs'
import { keep } from './run.mjs'

const PATIENCE = { timeout: 15_000, interval: 20 }

it('starts again what was killed, and not what was stopped', async () => {
  const lives: number[] = []
  const said: string[] = []
  const kept = keepAlive(() => keep('sleeper', ['-e', 'setInterval(() => {}, 1000)'], { env: process.env }), {
    onStart: ({ pid }) => lives.push(pid),
    onLine: (line) => said.push(line),
  })
  for (const life of [1, 2]) {
    process.kill(kept.pid(), 'SIGKILL')
    await vi.waitFor(() => expect(lives).toHaveLength(life + 1), PATIENCE)
  }
  await kept.stop()

  expect(new Set(lives).size).toBe(3)
  expect(lives.filter(alive)).toEqual([])
  expect(said).toEqual(Array(2).fill('sleeper died; it is started again'))
})
