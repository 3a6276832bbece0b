// Small readers of the exported formats, written from the formats' own manuals and from nothing of ours.

export type Read = {
  /** account → fen, debit positive */
  balances: Map<string, number>
  entries: number
  /** balance proofs in the file, and those that do not hold where they stand */
  proofs: number
  broken: string[]
  lastLine: string
}

const toFen = (yuan: string): number => {
  const [, sign = '', whole = '', cents = ''] = /^(-?)(\d+)\.(\d\d)$/.exec(yuan) ?? []
  if (whole === '') throw new Error(`No amount: ${yuan}`)
  const fen = Number(whole) * 100 + Number(cents)
  return sign ? -fen : fen
}

/** Journals of hledger, ledger-cli and beancount. @throws on a line that is none of theirs, or an entry that is not balanced */
export function readPlainText(text: string): Read {
  const read: Read = { balances: new Map(), entries: 0, proofs: 0, broken: [], lastLine: '' }
  let open = 0
  const holds = (account: string, fen: number, line: string) => {
    read.proofs += 1
    if ((read.balances.get(account) ?? 0) !== fen) read.broken.push(line)
  }
  const lines = text.trimEnd().split('\n')
  read.lastLine = lines.at(-1) ?? ''
  for (const line of lines) {
    const posting = /^ {4}(\S+) {2}(-?\d+\.\d\d) CNY(?: = (-?\d+\.\d\d) CNY)?$/.exec(line)
    const balance = /^\d{4}-\d\d-\d\d balance (\S+) {2}(-?\d+\.\d\d) CNY$/.exec(line)
    if (posting) {
      const [, account = '', amount = '', proof] = posting
      read.balances.set(account, (read.balances.get(account) ?? 0) + toFen(amount))
      open += toFen(amount)
      if (proof !== undefined) holds(account, toFen(proof), line)
    } else if (balance) holds(balance[1] ?? '', toFen(balance[2] ?? ''), line)
    else if (/^\d{4}-\d\d-\d\d \*/.test(line)) read.entries += 1
    else if (line === '') {
      if (open !== 0) throw new Error(`An entry is off by ${open}`)
    } else if (
      !/^(;|commodity|account|option| {4}format| {2}voucher:|\d{4}-\d\d-\d\d (open|commodity) )/.test(line)
    )
      throw new Error(`Not of the format: ${line}`)
  }
  return read
}

/** RFC 4180. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  return rows.filter((row) => row.some((cell) => cell !== ''))
}
