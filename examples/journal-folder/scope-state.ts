import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  compareKeys,
  ConfigError,
  each,
  JOURNAL_HEAD,
  type Mark,
  type Origin,
  type Sink,
  type Transaction,
} from '@arbalest/core/plugin'

/** What a scope has recorded, as one file holds it. */
export interface State {
  /** The name of the file; undefined if nothing was recorded yet. */
  readonly head: string | undefined
  /** How it was loaded. */
  readonly origin: Origin | undefined
  /** By the keys of units. */
  readonly marks: ReadonlyMap<string, Mark>
}

/** The states of one scope: each is a file that is never changed, and one mark in the sink says which file counts. */
export class ScopeStates {
  readonly sink: Sink
  readonly scope: string
  readonly #folder: string

  constructor(sink: Sink, scope: string, folder: string) {
    this.sink = sink
    this.scope = scope
    this.#folder = join(folder, encodeURIComponent(scope))
  }

  /** Returns the state that counts, by the marks that `read` yields. Throws `ConfigError` if they are another journal's. */
  async read(read = this.sink.marks(this.scope)): Promise<State> {
    let head: Mark | undefined
    for await (const mark of each(read)) {
      if (mark.key !== JOURNAL_HEAD || !NAME.test(mark.version)) throw this.#isAnothers(mark)
      head = mark
    }
    if (!head) return { head: undefined, origin: undefined, marks: new Map() }
    const text = await readFile(join(this.#folder, head.version), 'utf8')
    const marks = text.split('\n').filter(Boolean).map(toMark)
    return { head: head.version, origin: head.origin, marks: new Map(marks.map((mark) => [mark.key, mark])) }
  }

  /** Writes a file, and has the mark name it in place of that of `before`. Throws `ConflictError` if it names another by now. */
  async move(tx: Transaction, before: State, marks: ReadonlyMap<string, Mark>): Promise<State> {
    const head = await this.#write(marks)
    await tx.mark([{ key: JOURNAL_HEAD, version: head, previous: before.head }])
    return { ...before, head, marks }
  }

  /** A file that no transaction comes to name stays, and counts for nothing. */
  async #write(marks: ReadonlyMap<string, Mark>): Promise<string> {
    const name = `${randomUUID()}.jsonl`
    await mkdir(this.#folder, { recursive: true })
    await using file = await open(join(this.#folder, name), 'wx')
    for (const { key, version, state, reason } of marks.values())
      await file.write(`${JSON.stringify({ key, version, state, reason })}\n`)
    await file.sync()
    return name
  }

  #isAnothers({ key }: Mark): ConfigError {
    return new ConfigError(
      'CONFIG_INVALID',
      `"${this.scope}" has the mark "${key}" in ${this.sink.url}, which is not of this journal; name the one that it was loaded with, or give the step another name.`,
    )
  }
}

const NAME = /^[\da-f-]{36}\.jsonl$/

function toMark(line: string): Mark {
  return JSON.parse(line) as Mark
}

/** Yields the marks of a state in key order, as one page. */
export async function* pageOf({ marks, origin }: State): AsyncGenerator<readonly Mark[]> {
  const page = [...marks.values()].map((mark) => ({ ...mark, origin }))
  if (page.length > 0) yield page.toSorted((a, b) => compareKeys(a.key, b.key))
}
