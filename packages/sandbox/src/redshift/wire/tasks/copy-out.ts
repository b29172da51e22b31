import type { Backend } from '../backend/backend.js'
import { body } from '../messages/frame.js'

/** Lines that may wait to be taken. */
const WAITING = 1000

/** The lines of `sql`, a COPY TO STDOUT, at the pace of who takes them; throws a RedshiftError if it fails. */
export async function* copyOut(backend: Backend, sql: string): AsyncGenerator<Buffer> {
  const lines: Buffer[] = []
  const state: { ended: boolean; failure?: Error; wake: () => void } = { ended: false, wake: () => {} }
  const answer = backend
    .run(sql, (frame) => {
      if (frame.type === 'E') state.failure = backend.errorIn(frame)
      if (frame.type !== 'd') return
      lines.push(body(frame))
      if (lines.length > WAITING) backend.pause()
      state.wake()
    })
    .finally(() => {
      state.ended = true
      state.wake()
    })
  // Awaited below, once all lines are taken.
  answer.catch(() => {})
  try {
    while (!state.ended || lines.length > 0) {
      if (lines.length > 0) yield* lines.splice(0)
      else await new Promise<void>((woken) => (state.wake = woken))
      backend.resume()
    }
  } finally {
    backend.resume()
    await answer
  }
  if (state.failure) throw state.failure
}
