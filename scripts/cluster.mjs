// Several nodes of the shop behind HAProxy, on one machine: npm run cluster. docs/operations.md says how to do it for
// real.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { keepAlive } from './keep-alive.mjs'
import { anyFreePort } from './ports.mjs'
import { keep } from './run.mjs'
import { Hint, say } from './say.mjs'
import { SERVER_FLAGS } from './server-flags.mjs'

/** The embedded database takes a hundred connections; some are for jobs and for news between nodes. */
const CONNECTIONS = 64
const HAPROXY = ['/usr/sbin/haproxy', '/usr/local/sbin/haproxy', '/opt/homebrew/bin/haproxy']
export const REDIS = [
  '/usr/bin/redis-server',
  '/usr/local/bin/redis-server',
  '/opt/homebrew/bin/redis-server',
]

/** @typedef {import('./run.mjs').Kept} Kept */
/**
 * @typedef {object} Cluster
 * @property {number} nodes
 * @property {boolean} redis
 * @property {import('./lan.mjs').Lan | undefined} lan the balancer takes TLS off
 * @property {number} port where the balancer listens
 * @property {string} dataDir
 * @property {(child: Pick<Kept, 'name' | 'kill' | 'stop'>) => void} open what is opened is closed with the shop
 * @property {(child: Kept) => void} remember a start after ours finds it by that, should we be killed
 * @property {(line: string) => void} onLine
 */

/** @param {string | undefined} text @returns {number} */
export function nodesFrom(text = '1') {
  const nodes = Number(text)
  if (Number.isInteger(nodes) && nodes >= 1 && nodes <= 16) return nodes
  throw new Hint(`--nodes ${text}: it is a number from 1 to 16.`)
}

/** Says what is missing before anything is installed or built. @param {{ nodes: number, redis: boolean }} cluster */
export function mustHavePrograms({ nodes, redis }) {
  if (nodes > 1) programAt(HAPROXY, 'haproxy')
  if (redis) programAt(REDIS, 'redis-server')
}

/** @param {string[]} places @param {string} debianPackage */
function programAt(places, debianPackage) {
  const found = places.find((place) => existsSync(place))
  if (found) return found
  throw new Hint(
    `没有找到 ${debianPackage}。Debian / Ubuntu：sudo apt-get install ${debianPackage}\n` +
      `${debianPackage} is not installed. Debian / Ubuntu: sudo apt-get install ${debianPackage}`,
  )
}

/**
 * Starts nodes, and Redis, which are started again when they die, and the balancer before them.
 * @param {Cluster} cluster @param {import('./run.mjs').Env} env what one node is started with
 * @returns {Promise<Promise<string>[]>} what must not end, with what is said if it does
 */
export async function openCluster(cluster, env) {
  const { nodes, port, open } = cluster
  const ends = []
  /** @type {import('./run.mjs').Env} */
  const own = { DATABASE_POOL_MAX: String(Math.max(4, Math.floor(CONNECTIONS / nodes))), TRUST_PROXY: '1' }
  if (cluster.redis) {
    const redisPort = await anyFreePort()
    const command = programAt(REDIS, 'redis-server')
    open(keepAlive(() => startRedis(command, redisPort), hearers(cluster)))
    own.REDIS_URL = `redis://127.0.0.1:${redisPort}`
  }
  const ports = await Promise.all(Array.from({ length: nodes }, () => anyFreePort()))
  for (const [index, nodePort] of ports.entries())
    open(
      keepAlive(
        () =>
          startNode(cluster, `node-${index + 1}`, {
            ...env,
            ...own,
            PORT: String(nodePort),
            RTMP_PORT: 'none', // OBS would find one node, and the balancer another
            PUBLIC_ORIGIN: originOf(env, port),
            ...{ TLS_PORT: '', TLS_FILE: '' },
          }),
        hearers(cluster),
      ),
    )
  const balancer = keep('haproxy', ['-db', '-f', configuration(cluster, ports)], {
    command: programAt(HAPROXY, 'haproxy'),
    env: process.env,
  })
  cluster.remember(balancer)
  open(balancer)
  ends.push(balancer.ended.then(() => `HAProxy ended by itself:\n${balancer.log()}`))
  say(`${nodes} nodes on ports ${ports.join(', ')}, HAProxy on ${port}${cluster.redis ? ', Redis' : ''}`)
  return ends
}

/** @param {import('./run.mjs').Env} env @param {number} port */
const originOf = (env, port) => env.PUBLIC_ORIGIN ?? `http://localhost:${port}`

/** @param {Cluster} cluster */
const hearers = ({ onLine, remember }) => ({ onLine, onStart: remember })

/** Nothing is kept in it. @param {string} command @param {number} port */
export function startRedis(command, port) {
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  return keep('redis', args, { command, env: process.env })
}

/** @param {Cluster} cluster @param {string} name @param {import('./run.mjs').Env} env */
function startNode(cluster, name, env) {
  return keep(name, [...SERVER_FLAGS, 'build/main.js'], {
    env: { ...env, LOG_LEVEL: env.LOG_LEVEL ?? 'warn' },
    onLine: (line) => cluster.onLine(`${name}  ${line}`),
  })
}

/**
 * Sticky by a cookie, because socket.io begins with polling; a dead node's visitors go to another at once. Pictures go
 * by their session.
 * https://docs.haproxy.org/2.6/configuration.html
 * @param {Cluster} cluster @param {number[]} ports @returns {string} the file
 */
function configuration({ port, dataDir, lan }, ports) {
  const file = path.join(dataDir, 'run', 'haproxy.cfg')
  mkdirSync(path.dirname(file), { recursive: true })
  const servers = ports.map(
    (nodePort, index) =>
      `  server node-${index + 1} 127.0.0.1:${nodePort} cookie node-${index + 1} check inter 500 fall 2 rise 1`,
  )
  const lines = [
    'defaults',
    '  mode http',
    '  timeout connect 2s',
    '  timeout client 60s',
    '  timeout server 60s',
    '  timeout tunnel 1h',
    '  option forwardfor',
    '  option redispatch 1',
    '  retries 3',
    'frontend shop',
    `  bind *:${port}`,
    ...(lan ? [`  bind *:${lan.port} ssl crt ${lan.file}`] : []),
    '  http-request set-header X-Forwarded-Proto https if { ssl_fc }',
    // A session's picture is in the memory of one node: its host's device and its players are sent to the same.
    '  acl is_ingest path /live/ingest',
    '  acl is_picture path_beg /video/',
    '  http-request set-var(txn.live) url_param(liveSessionId) if is_ingest',
    '  http-request set-var(txn.live) path,field(3,/) if is_picture',
    '  use_backend pictures if is_ingest or is_picture',
    '  default_backend nodes',
    'backend pictures',
    '  balance hash var(txn.live)',
    '  hash-type consistent',
    '  option httpchk GET /readyz',
    '  default-server on-marked-down shutdown-sessions',
    ...servers,
    'backend nodes',
    '  balance leastconn',
    '  cookie node insert indirect nocache httponly',
    '  option httpchk GET /readyz',
    '  default-server on-marked-down shutdown-sessions',
    ...servers,
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}
