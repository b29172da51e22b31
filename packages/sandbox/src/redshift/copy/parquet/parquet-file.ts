import { Worker } from 'node:worker_threads'
import type { AsyncBuffer, FileMetaData } from 'hyparquet'
import type { Answer, Bytes, Question } from './parquet-worker.js'

// As it is built, which is beside the sources: a worker runs no TypeScript.
const WORKER = new URL('../../../../dist/redshift/copy/parquet/parquet-worker.js', import.meta.url)

/** How long a worker may decode without a word, in milliseconds: a row group takes some seconds. */
const PATIENCE_MS = 60_000

/** How a question ended. */
type End = Exclude<Answer, { kind: 'want' }>

let idle: Worker | undefined

/**
 * A Parquet file, decoded by a thread of its own: of one that is spoilt, a run may be said to be as
 * long as no memory is, and to decode it would hold up all sessions for ever.
 */
export class ParquetFile {
  readonly #file: AsyncBuffer
  readonly #patience: number

  /** `file` reads its bytes; decoding may take `patience` milliseconds at a time. */
  constructor(file: AsyncBuffer, patience: number = PATIENCE_MS) {
    this.#file = file
    this.#patience = patience
  }

  /** Throws if the file is none, or what `file` throws. */
  async metadata(): Promise<FileMetaData> {
    const { byteLength } = this.#file
    return (await this.#ask({ ask: 'metadata', byteLength })) as FileMetaData
  }

  /** The values of rows from `rowStart` up to `rowEnd`, texts as one character a byte. Throws if they cannot be decoded, or what `file` throws. */
  async rows(metadata: FileMetaData, rowStart: number, rowEnd: number): Promise<unknown[][]> {
    const { byteLength } = this.#file
    return (await this.#ask({ ask: 'rows', byteLength, metadata, rowStart, rowEnd })) as unknown[][]
  }

  async #ask(question: Question): Promise<unknown> {
    const worker = idle ?? new Worker(WORKER)
    idle = undefined
    worker.ref()
    const end = await this.#endOf(worker, question).catch(async (error: unknown) => {
      await worker.terminate()
      throw error
    })
    keep(worker)
    if (end.kind === 'failed') throw new Error(end.reason)
    return end.result
  }

  /** How the question ends. Throws if it does not in time, or if the bytes cannot be had: the worker is then of no more use. */
  async #endOf(worker: Worker, question: Question): Promise<End> {
    let [resolve, reject]: [(end: End) => void, (error: unknown) => void] = [() => {}, () => {}]
    const ended = new Promise<End>((...ends) => ([resolve, reject] = ends))
    let timer: NodeJS.Timeout | undefined
    let wants = 0
    const wait = () => {
      timer = setTimeout(() => reject(this.#tooLong()), this.#patience)
    }
    const give = async ({ number, start, end }: Exclude<Answer, End>) => {
      wants++
      const bytes = await this.#file.slice(start, end)
      wants--
      worker.postMessage({ number, bytes } satisfies Bytes)
      // What S3 takes is not the worker's time.
      if (wants === 0) wait()
    }
    const hear = (answer: Answer) => {
      clearTimeout(timer)
      if (answer.kind === 'want') give(answer).catch(reject)
      else resolve(answer)
    }
    worker.on('message', hear).on('error', reject)
    try {
      worker.postMessage(question)
      wait()
      return await ended
    } finally {
      clearTimeout(timer)
      worker.off('message', hear).off('error', reject)
    }
  }

  #tooLong(): Error {
    return new Error(`it cannot be decoded within ${this.#patience / 1000} seconds, and may be spoilt`)
  }
}

/** Keeps a worker for the next file; it keeps no process alive. */
function keep(worker: Worker): void {
  if (idle) return void worker.terminate()
  worker.unref()
  idle = worker
}
