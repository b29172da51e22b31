import { JOURNAL_HEAD } from '../contracts/journal/journal.js'
import type { Mark } from '../contracts/sink/mark.js'
import type { Sink } from '../contracts/sink/sink.js'
import { ConfigError } from '../faults/errors.js'

/** The marks of one scope in a sink, none of which is another journal's head. */
export class ScopeMarks {
  readonly sink: Sink
  readonly scope: string

  constructor(sink: Sink, scope: string) {
    this.sink = sink
    this.scope = scope
  }

  /** Yields them in pages, in key order, as `read` does. Default: outside of any transaction. Throws `ConfigError` if they are another journal's. */
  async *pages(read = this.sink.marks(this.scope)): AsyncGenerator<readonly Mark[], void, undefined> {
    for await (const page of read) {
      for (const { key } of page) this.refuseHead(key)
      yield page
    }
  }

  /** Throws `ConfigError` if `key` is another journal's head: to pass over it would be to load again all that it stands for. */
  refuseHead(key: string): void {
    if (key !== JOURNAL_HEAD) return
    throw new ConfigError(
      'CONFIG_INVALID',
      `"${this.scope}" has been loaded with another journal, whose mark "${JOURNAL_HEAD}" is in ${this.sink.url}; name that journal again, or give the step another name.`,
    )
  }
}
