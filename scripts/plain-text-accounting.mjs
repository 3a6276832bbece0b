// The programs that check our exported books for us. Without them their tests are skipped; nothing else needs them.
import { existsSync } from 'node:fs'
import { installFromDebian } from './debian.mjs'

const PROGRAMS = ['/usr/bin/hledger', '/usr/bin/ledger', '/usr/bin/bean-check']

/** Gets those that are missing where that may be done. */
export async function ensurePlainTextAccounting() {
  if (PROGRAMS.every((file) => existsSync(file))) return
  await installFromDebian('hledger, ledger and beancount', ['hledger', 'ledger', 'beancount'])
}
