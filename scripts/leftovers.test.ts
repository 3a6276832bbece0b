import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { endLeftovers, forget, remember, stillRunning } from './leftovers.mjs'
import { alive } from './processes.mjs'

let dir: string
const children: ChildProcess[] = []
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'leftovers-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(dir, { recursive: true })
})

/** A program that has begun and goes on until it is ended. */
async function aServer(): Promise<number> {
  const program = `console.log('serving'); setInterval(() => {}, 1e6)`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(child)
  await new Promise((begun) => child.stdout.once('data', begun))
  return child.pid!
}

it('ends what a killed start has left, and forgets it', async () => {
  const pid = await aServer()
  remember(dir, { name: 'server', pid, port: 3000 })
  expect(stillRunning(dir, 'server')).toMatchObject({ pid, port: 3000 })

  expect(await endLeftovers(dir)).toEqual(['server'])
  expect(alive(pid)).toBe(false)
  expect(await endLeftovers(dir)).toEqual([])
})

it('leaves another program alone that has the number by now', async () => {
  const pid = await aServer()
  remember(dir, { name: 'server', pid })
  const file = path.join(dir, 'run/server.json')
  const note = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify({ ...note, identity: 'began earlier' }))

  expect(stillRunning(dir, 'server')).toBeUndefined()
  expect(await endLeftovers(dir)).toEqual([])
  expect(alive(pid)).toBe(true)
})

it('takes a note that was cut off by the kill for none', async () => {
  remember(dir, { name: 'server', pid: process.pid })
  writeFileSync(path.join(dir, 'run/server.json'), '{"pid":')

  expect(await endLeftovers(dir)).toEqual([])
  expect(readdirSync(path.join(dir, 'run'))).toEqual([])
})

it('forgets what has been stopped in order', () => {
  remember(dir, { name: 'start', pid: process.pid })
  forget(dir, 'start')

  expect(stillRunning(dir, 'start')).toBeUndefined()
})
