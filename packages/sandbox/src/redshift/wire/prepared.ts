import type { Task } from '../statements/context.js'
import { body } from './frame.js'
import type { Frame } from './frame.js'
import { text } from './read-frame.js'
import { replies } from './replies.js'

/** What is known of the prepared statements and portals of a session. */
export class Prepared {
  /** Those that the sandbox runs itself. */
  readonly #statements = new Map<string, Task>()
  readonly #portals = new Map<string, Task>()
  /** The tables that those of PostgreSQL's write. */
  readonly #writes = new Map<string, string>()

  set(statement: string, task: Task): void {
    this.#statements.set(statement, task)
    this.#writes.delete(statement)
  }

  /** PostgreSQL has a statement of this name now, which writes the table `writes`, if any. */
  handOver(statement: string, writes: string | undefined): void {
    this.#statements.delete(statement)
    if (writes === undefined) this.#writes.delete(statement)
    else this.#writes.set(statement, writes)
  }

  /** The table that a Bind prepares to write, in a statement of PostgreSQL's. */
  written(frame: Frame): string | undefined {
    return frame.type === 'B' ? this.#writes.get(text(frame, text(frame).end).value) : undefined
  }

  /** The task that a Bind, Describe, Execute or Close is about; none where PostgreSQL has the statement. */
  find(frame: Frame): Task | undefined {
    if (frame.type === 'B') {
      const portal = text(frame)
      const task = this.#statements.get(text(frame, portal.end).value)
      if (!task) this.#portals.delete(portal.value)
      return task
    }
    if (frame.type === 'E') return this.#portals.get(text(frame).value)
    return this.#named(frame).get(text(frame, 1).value)
  }

  /** Does what a Bind, Describe or Close of `task` asks for; the reply. */
  answer(frame: Frame, task: Task): Buffer {
    if (frame.type === 'B') {
      this.#portals.set(text(frame).value, task)
      return replies.bindComplete()
    }
    if (frame.type === 'C') {
      this.#named(frame).delete(text(frame, 1).value)
      return replies.closeComplete()
    }
    return this.#isStatement(frame)
      ? Buffer.concat([replies.noParameters(), replies.noData()])
      : replies.noData()
  }

  #named(frame: Frame): Map<string, Task> {
    return this.#isStatement(frame) ? this.#statements : this.#portals
  }

  #isStatement(frame: Frame): boolean {
    return String.fromCharCode(body(frame)[0] ?? 0) === 'S'
  }
}
