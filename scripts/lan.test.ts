import { X509Certificate } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addressesOf, firstOf, keepCertificate, originsOf } from './lan.mjs'

const NOW = new Date('2026-11-28T04:00:00Z')
const daysLater = (days: number) => new Date(NOW.getTime() + days * 86_400_000)

const anInterface = (address: string, more: { internal?: boolean; family?: 'IPv4' | 'IPv6' } = {}) =>
  ({ address, internal: false, family: 'IPv4', netmask: '', mac: '', cidr: null, ...more }) as never

describe('the addresses of this machine', () => {
  it('are those that phones of its network could ask', () => {
    const interfaces = {
      lo: [anInterface('127.0.0.1', { internal: true })],
      docker0: [anInterface('172.17.0.1')],
      wlan0: [anInterface('192.168.1.5'), anInterface('fd00::2', { family: 'IPv6' })],
      eth1: [anInterface('169.254.7.7')],
    }
    expect(addressesOf(interfaces)).toEqual(['172.17.0.1', '192.168.1.5'])
  })

  it('begin with the one by which it goes out, or the one that is named', () => {
    const all = ['172.17.0.1', '192.168.1.5', '10.0.0.3']
    const first = (wanted: string, outgoing?: string) => firstOf(all, { wanted, outgoing })
    expect(first('', '192.168.1.5')).toEqual(['192.168.1.5', '172.17.0.1', '10.0.0.3'])
    expect(first('10.0.0.3', '192.168.1.5')).toEqual(['10.0.0.3', '172.17.0.1', '192.168.1.5'])
    // Without a way out, or with one that phones can't take, as over a VPN.
    expect(first('')).toEqual(all)
    expect(first('', '100.64.0.1')).toEqual(all)
    expect(originsOf({ addresses: ['10.0.0.3'], port: 3443 })).toEqual(['https://10.0.0.3:3443'])
  })

  it('are none that it does not have', () => {
    expect(() => firstOf(['10.0.0.3'], { wanted: '10.0.0.4', outgoing: '10.0.0.3' })).toThrow('10.0.0.3')
    expect(() => firstOf([], { wanted: '', outgoing: undefined })).toThrow(/no network/)
  })
})

describe('the certificate', () => {
  let dir: string
  let file: string
  beforeEach(() => {
    dir = mkdtempSync(path.join(tmpdir(), 'lan-'))
    file = path.join(dir, 'lan', 'certificate.pem')
  })
  afterEach(() => rmSync(dir, { recursive: true }))
  const certificate = () => new X509Certificate(readFileSync(file))

  it('names every address, for servers alone and for no longer than phones accept', async () => {
    await keepCertificate({ addresses: ['192.168.1.5', '10.0.0.3'], file }, NOW)

    const made = certificate()
    for (const address of ['192.168.1.5', '10.0.0.3', '127.0.0.1'])
      expect(made.checkIP(address)).toBe(address)
    expect(made.checkHost('localhost')).toBe('localhost')
    expect(made.checkIP('10.0.0.4')).toBeUndefined()
    expect([made.ca, made.keyUsage]).toEqual([false, ['1.3.6.1.5.5.7.3.1']])
    expect(Date.parse(made.validFrom)).toBeLessThan(NOW.getTime())
    expect((Date.parse(made.validTo) - Date.parse(made.validFrom)) / 86_400_000).toBeLessThanOrEqual(398)
  })

  it('is kept, so that a phone accepts it once; its key is for its owner', async () => {
    const lan = { addresses: ['192.168.1.5', '10.0.0.3'], file }
    expect(await keepCertificate(lan, NOW)).toBe(true)
    const made = certificate().fingerprint256
    expect(await keepCertificate({ addresses: ['10.0.0.3'], file }, daysLater(300))).toBe(false)
    expect(certificate().fingerprint256).toBe(made)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it.each([
    ['it is about to end', { addresses: ['10.0.0.3'], days: 370 }],
    ['there is an address that it does not name', { addresses: ['10.0.0.3', '192.168.9.9'], days: 0 }],
  ])('is a new one when %s', async (_why, { addresses, days }) => {
    await keepCertificate({ addresses: ['10.0.0.3'], file }, NOW)
    chmodSync(file, 0o644)
    const old = certificate().fingerprint256
    expect(await keepCertificate({ addresses, file }, daysLater(days))).toBe(true)
    expect(certificate().fingerprint256).not.toBe(old)
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})
