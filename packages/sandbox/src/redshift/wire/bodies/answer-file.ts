import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The file by which a procedure gets its answers. PostgreSQL reads nothing from us while it runs a CALL, so
 * they are files in the folder of its data.
 */
export class AnswerFile {
  readonly #folder: string
  readonly #session: () => number

  /** `data` is the folder of PostgreSQL's data, `session` returns the process that PostgreSQL runs for the session. */
  constructor(data: string, session: () => number) {
    this.#folder = join(data, 'translations')
    this.#session = session
  }

  /** Where rows are put that a procedure is to load. */
  get rows(): string {
    return `${this.#path}.rows`
  }

  /** Answers `question` in one step, as PostgreSQL may be looking. */
  write(question: string, answer: string): void {
    this.make()
    writeFileSync(`${this.#path}.draft`, `${question}${answer}`)
    renameSync(`${this.#path}.draft`, this.#path)
  }

  /** Makes the folder. */
  make(): void {
    mkdirSync(this.#folder, { recursive: true })
  }

  /** Removes what is left of the session. */
  remove(): void {
    for (const file of [this.#path, this.rows]) rmSync(file, { force: true })
  }

  get #path(): string {
    return join(this.#folder, String(this.#session()))
  }
}
