// The other processes of a bench: programs built as the server is, which talk with the first one.
import { fork, type ChildProcess, type Serializable } from 'node:child_process'
import { bundle } from '../../scripts/build.mjs'
import { SERVER_FLAGS } from '../../scripts/server-flags.mjs'

type Launch = { children: ChildProcess[]; env?: Record<string, string> }

/** @param name below tests/bench */
export async function launch(name: string, { children, env = {} }: Launch): Promise<ChildProcess> {
  const program = `build/bench/${name.replaceAll('/', '-')}.js`
  await bundle(`tests/bench/${name}.ts`, program)
  const child = fork(program, {
    execArgv: SERVER_FLAGS,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  children.push(child)
  return child
}

/** the next thing that it says */
export function heard<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    const lost = (code: number | null) => reject(new Error(`A process of the bench ended with ${code}`))
    child.once('exit', lost)
    child.once('message', (message) => {
      child.off('exit', lost)
      resolve(message as Message)
    })
  })
}

/** Asks it something. @returns what it says next */
export function answered<Answer>(child: ChildProcess, question: Serializable): Promise<Answer> {
  const answer = heard<Answer>(child)
  child.send(question)
  return answer
}

export async function ended(children: readonly ChildProcess[]): Promise<void> {
  await Promise.all(
    children.map((child) => {
      const exit = new Promise((resolve) => child.once('exit', resolve))
      child.kill()
      return exit
    }),
  )
}
