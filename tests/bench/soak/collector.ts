// Asks a node to collect its garbage: by itself it lets minutes' worth of it lie, which would look as if it grew.
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'

export type Collector = { collect(): Promise<void>; close(): void }

const LOOK_MS = 100

/** @param port of its inspector, which it opens when it is asked to (NODE_OPTIONS=--inspect-port) */
export async function openCollector(pid: number, port: number): Promise<Collector> {
  process.kill(pid, 'SIGUSR1')
  const socket = new WebSocket(await inspectorAt(port))
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  let asked = 0
  return {
    async collect() {
      const id = ++asked
      const done = new Promise<void>((resolve) =>
        socket.on('message', function hear(text: Buffer) {
          if ((JSON.parse(String(text)) as { id?: number }).id !== id) return
          socket.off('message', hear)
          resolve()
        }),
      )
      socket.send(JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' }))
      await done
    },
    close: () => socket.close(),
  }
}

async function inspectorAt(port: number): Promise<string> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => null)
    if (answer) return ((await answer.json()) as { webSocketDebuggerUrl: string }[])[0]!.webSocketDebuggerUrl
    await sleep(LOOK_MS)
  }
}
