import type { Backend } from '../backend/backend.js'
import { requests } from '../messages/requests.js'

/** Runs `sql`, a COPY FROM STDIN, over `chunks`; throws what they throw, or a RedshiftError if it fails. */
export async function copyIn(backend: Backend, sql: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  let failure: Error | undefined
  let begin: (ready: boolean) => void = () => {}
  const ready = new Promise<boolean>((resolve) => (begin = resolve))
  const answer = backend
    .run(sql, (frame) => {
      if (frame.type === 'E') failure = backend.errorIn(frame)
      if (frame.type === 'G' || frame.type === 'E') begin(frame.type === 'G')
    })
    .finally(() => begin(false))
  // Awaited below, once there is nothing more to send.
  answer.catch(() => {})
  const over = () => failure !== undefined || backend.lost
  try {
    if (await ready) await send(backend, chunks, over)
  } catch (error) {
    await backend.send(requests.copyFail('the load failed'))
    await answer
    throw error
  }
  await answer
  if (failure) throw failure
}

async function send(backend: Backend, chunks: AsyncIterable<Buffer>, over: () => boolean): Promise<void> {
  for await (const chunk of chunks) {
    if (over()) return
    await backend.send(requests.copyDataHead(chunk.length), chunk)
  }
  // Within a pipeline, PostgreSQL has read the Flush after the statement already, as part of the data.
  if (!over()) await backend.send(requests.copyDone(), requests.flush())
}
