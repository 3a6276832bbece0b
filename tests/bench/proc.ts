// What Linux tells of a process.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

type Pid = number | string

export const ticksASec = () => Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** Fields of /proc/PID/stat after the command's name: the state first, then the parent. */
export function statOf(pid: Pid): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** @returns null: it has ended meanwhile */
export function tryStat(pid: Pid): string[] | null {
  try {
    return statOf(pid)
  } catch {
    return null
  }
}

export const pids = () => readdirSync('/proc').filter((name) => /^\d+$/.test(name))

/** Processor time that it has taken, s; what its children take is theirs. */
export function cpuMeter(pid: Pid): () => number {
  const aSec = ticksASec()
  return () => {
    const stat = statOf(pid)
    return (Number(stat[11]) + Number(stat[12])) / aSec
  }
}

/** Bytes that it has in memory. */
export const residentBytes = (pid: Pid) =>
  1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1])

/** Files, sockets and pipes that it has open. */
export const handles = (pid: Pid) => readdirSync(`/proc/${pid}/fd`).length

/** How many of its children run a program. */
export const childrenOf = (pid: Pid, program: string) =>
  pids().filter((child) => tryStat(child)?.[1] === String(pid) && nameOf(child) === program).length

function nameOf(pid: Pid): string | null {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim()
  } catch {
    return null
  }
}
