import { parentPort } from 'node:worker_threads'
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetRead } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { PARQUET_PARSERS } from './parquet-values.js'

/** What the worker is asked, of the file of `byteLength` bytes. */
export type Question =
  | { readonly ask: 'metadata'; readonly byteLength: number }
  | {
      readonly ask: 'rows'
      readonly byteLength: number
      readonly metadata: FileMetaData
      readonly rowStart: number
      readonly rowEnd: number
    }

/** What the worker says: that it wants bytes of the file, or how the question ended. */
export type Answer =
  | { readonly kind: 'want'; readonly number: number; readonly start: number; readonly end: number }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly reason: string }

/** What the worker wanted. */
export interface Bytes {
  readonly number: number
  readonly bytes: ArrayBuffer
}

const waiting = new Map<number, (bytes: ArrayBuffer) => void>()
let wanted = 0

parentPort?.on('message', (message: Question | Bytes) => {
  if ('bytes' in message) {
    waiting.get(message.number)?.(message.bytes)
    waiting.delete(message.number)
    return
  }
  answer(message).then(
    (result) => say({ kind: 'done', result }),
    (error: unknown) => say({ kind: 'failed', reason: error instanceof Error ? error.message : '' }),
  )
})

function say(answered: Answer): void {
  parentPort?.postMessage(answered)
}

async function answer(question: Question): Promise<unknown> {
  const { byteLength } = question
  const file: AsyncBuffer = {
    byteLength,
    slice: (start, end = byteLength) =>
      new Promise((resolve) => {
        waiting.set(++wanted, resolve)
        say({ kind: 'want', number: wanted, start, end })
      }),
  }
  if (question.ask === 'metadata') return parquetMetadataAsync(file)
  const { metadata, rowStart, rowEnd } = question
  let rows: unknown[][] = []
  await parquetRead({
    file,
    metadata,
    compressors,
    parsers: PARQUET_PARSERS,
    rowStart,
    rowEnd,
    rowFormat: 'array',
    onComplete: (read: unknown[][]) => {
      rows = read
    },
  })
  return rows
}
