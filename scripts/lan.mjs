// npm start -- --lan: the shop over TLS at this machine's addresses in its network, because phones give their camera to
// no other pages. docs/decisions/048-a-certificate-of-its-own.md
import { X509Certificate } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Hint } from './say.mjs'

const DAY_MS = 86_400_000
/** Apple's phones refuse certificates that are good for longer than 398 days. https://support.apple.com/102028 */
const GOOD_FOR_DAYS = 397
const RENEWED_DAYS_BEFORE = 30

/** @typedef {{ addresses: string[], port: number, file: string }} Lan `addresses`: the one that is shown first */

/**
 * @param {NodeJS.Dict<os.NetworkInterfaceInfo[]>} interfaces
 * @returns {string[]} IPv4, without those that only this machine sees, or that nobody gave it
 */
export const addressesOf = (interfaces) =>
  Object.values(interfaces)
    .flatMap((addresses = []) => addresses)
    .filter(
      ({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'),
    )
    .map(({ address }) => address)

/**
 * The address from which this machine goes out into the world, which is the one that its network knows: others belong to
 * containers and virtual machines.
 * @returns {Promise<string | undefined>} undefined: it has no way out
 */
function outgoingAddress() {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    const answer = (/** @type {string | undefined} */ address) => {
      socket.close()
      resolve(address)
    }
    socket.once('error', () => answer(undefined))
    // Of a datagram socket connecting only looks for the way; nothing is sent (RFC 5737: nobody is there).
    socket.connect(9, '192.0.2.1', () => answer(socket.address().address))
  })
}

/**
 * @param {string[]} all @param {{ wanted: string, outgoing: string | undefined }} choice `wanted`: '' lets us choose
 * @returns {string[]} the same, the one that is shown first
 */
export function firstOf(all, { wanted, outgoing }) {
  if (all.length === 0)
    throw new Hint(
      '这台电脑没有连上局域网，手机找不到它。请先连上 Wi-Fi 或网线。\n' +
        'This machine is in no network, so that no phone would find it. Join one first.',
    )
  if (wanted && !all.includes(wanted))
    throw new Hint(
      `--lan=${wanted}: 本机没有这个地址 · this machine does not have that address. It has: ${all.join(', ')}`,
    )
  const [first] = [wanted, outgoing].filter((address) => address && all.includes(address))
  return first ? [first, ...all.filter((address) => address !== first)] : all
}

/**
 * @param {string | undefined} wanted as in --lan=ADDRESS; undefined: no --lan
 * @param {{ port: number, dataDir: string }} shop
 * @returns {Promise<Lan | undefined>}
 */
export async function lanFrom(wanted, { port, dataDir }) {
  if (wanted === undefined) return undefined
  const choice = { wanted, outgoing: await outgoingAddress() }
  const addresses = firstOf(addressesOf(os.networkInterfaces()), choice)
  return { addresses, port: port + 443, file: path.join(dataDir, 'lan', 'certificate.pem') }
}

/** @param {Omit<Lan, 'file'>} lan */
export const originsOf = ({ addresses, port }) => addresses.map((address) => `https://${address}:${port}`)

/**
 * The certificate that phones have been told to trust, or a new one where it is about to end or does not name an address.
 * Its private key is in the same file, which its owner alone may read.
 * @param {Pick<Lan, 'addresses' | 'file'>} lan @param {Date} now
 * @returns {Promise<boolean>} whether it is a new one
 */
export async function keepCertificate({ addresses, file }, now) {
  if (existsSync(file) && isGood(readFileSync(file, 'utf8'), { addresses, now })) return false
  const { generate } = await import('selfsigned')
  const made = await generate([{ name: 'commonName', value: 'Shanhuo on this network' }], {
    ...{ keyType: 'ec', algorithm: 'sha256' },
    notBeforeDate: new Date(now.getTime() - DAY_MS), // phones whose clock is behind
    notAfterDate: new Date(now.getTime() + (GOOD_FOR_DAYS - 1) * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          ...[...addresses, '127.0.0.1'].map((ip) => ({ type: /** @type {const} */ (7), ip })),
        ],
      },
    ],
  })
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  // Written beside it: one that is there keeps its mode.
  writeFileSync(`${file}.new`, made.private + made.cert, { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return true
}

/** @param {string} pem @param {{ addresses: string[], now: Date }} asked */
function isGood(pem, { addresses, now }) {
  const certificate = new X509Certificate(pem)
  const goodUntil = Date.parse(certificate.validTo) - RENEWED_DAYS_BEFORE * DAY_MS
  return goodUntil > now.getTime() && addresses.every((address) => certificate.checkIP(address))
}
