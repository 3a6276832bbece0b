import { startTask } from './ffmpeg-task.ts'

const LONGEST_MS = 10_000
const LARGEST_BYTES = 1024 * 1024

/** One picture, as ffmpeg draws it. @throws what it said, or that it saw nothing */
export async function stillBy(ffmpeg: string, args: readonly string[], fed: Buffer): Promise<Buffer> {
  const picture: Buffer[] = []
  let size = 0
  const task = startTask(ffmpeg, args, (bytes) => {
    picture.push(bytes)
    size += bytes.length
    if (size > LARGEST_BYTES) task.kill()
  })
  const tooLong = setTimeout(task.kill, LONGEST_MS)
  task.input.end(fed)
  await task.ended.finally(() => clearTimeout(tooLong))
  if (size === 0) throw new Error('ffmpeg saw no picture')
  return Buffer.concat(picture)
}
