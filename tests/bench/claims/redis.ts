import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createClient } from '@redis/client'
import { anyFreePort } from '../../../scripts/ports.mjs'
import type { Taken } from './contract.ts'

const PROGRAM = '/usr/bin/redis-server'

/** A Redis that keeps nothing: what it has counted is gone when it stops. @returns null where none is installed */
export async function startRedis(): Promise<{ url: string; stop(): Promise<void> } | null> {
  if (!existsSync(PROGRAM)) return null
  const port = await anyFreePort()
  const child = spawn(PROGRAM, [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
  ])
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const url = `redis://127.0.0.1:${port}`
  const client = createClient({ url })
  client.on('error', () => {}) // until it listens
  await client.connect()
  await client.close()
  return {
    url,
    async stop() {
      child.kill()
      await ended
    },
  }
}

/** KEYS: the sale's hash, its buyers. ARGV: quantity, buyer, claim key, total, limit. */
const SCRIPT = `
  if redis.call('hexists', KEYS[1], ARGV[3]) == 1 then return 1 end
  local quantity = tonumber(ARGV[1])
  local sold = tonumber(redis.call('hget', KEYS[1], 'sold') or '0')
  if sold + quantity > tonumber(ARGV[4]) then return 0 end
  local taken = tonumber(redis.call('hget', KEYS[2], ARGV[2]) or '0')
  if taken + quantity > tonumber(ARGV[5]) then return 0 end
  redis.call('hincrby', KEYS[1], 'sold', quantity)
  redis.call('hset', KEYS[1], ARGV[3], ARGV[2])
  redis.call('hincrby', KEYS[2], ARGV[2], quantity)
  return 1`

/** The usual fast way: a script in Redis. It knows limits and keys, as ours does, and writes nothing to a disk. */
export async function byRedis(url: string, terms: { total: number; limit: number }) {
  const client = createClient({ url })
  await client.connect()
  const sha = await client.scriptLoad(SCRIPT)
  return async ({ saleId, quantity, claimKey, buyer }: Taken) => {
    const answer = await client.evalSha(sha, {
      keys: [saleId, `${saleId}:buyers`],
      arguments: [String(quantity), buyer, claimKey, String(terms.total), String(terms.limit)],
    })
    return answer === 1
  }
}
