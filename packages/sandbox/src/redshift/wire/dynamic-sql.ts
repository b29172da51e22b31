import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RedshiftError } from '../redshift-error.js'
import { splitStatements } from '../sql/tokens/split-statements.js'
import type { Catalog } from '../sql/tree/catalog.js'
import type { Cluster } from '../statements/context/cluster.js'
import { routineStatement } from '../statements/plan.js'
import type { Frame } from './messages/frame.js'
import { reportFields } from './messages/read-frame.js'

/** The code of the notice by which a procedure asks for a statement in PostgreSQL's words. */
const ASKS = 'RSSQL'

/**
 * Answers what the procedures of a session ask that run a statement by EXECUTE. PostgreSQL reads nothing
 * from us while it runs a CALL, so the answer is a file in the folder of its data.
 */
export class DynamicSql {
  readonly #folder: string
  readonly #catalog: Catalog
  readonly #session: () => number

  /** `session` returns the process that PostgreSQL runs for the session. */
  constructor(cluster: Cluster, session: () => number) {
    this.#folder = join(cluster.data, 'translations')
    this.#catalog = unasked(cluster)
    this.#session = session
  }

  /** Answers `frame`, if it is such a question. */
  answers(frame: Frame): boolean {
    if (frame.type !== 'N') return false
    const fields = reportFields(frame)
    if (fields.get('C') !== ASKS) return false
    void translated(fields.get('D') ?? '', this.#catalog).then((answer) =>
      this.#write(`${fields.get('M')}${answer}`),
    )
    return true
  }

  /** Removes what is left of the session. */
  end(): void {
    rmSync(this.#file, { force: true })
  }

  get #file(): string {
    return join(this.#folder, String(this.#session()))
  }

  /** In one step, as PostgreSQL may be looking. */
  #write(answer: string): void {
    mkdirSync(this.#folder, { recursive: true })
    writeFileSync(`${this.#file}.draft`, answer)
    renameSync(`${this.#file}.draft`, this.#file)
  }
}

/** The catalog of a session that is busy, and so cannot be asked what is there. */
function unasked({ lateBinding }: Cluster): Catalog {
  const nothing = () => Promise.resolve(undefined)
  return {
    hasLateBinding: false,
    expectLateBinding: () => {
      lateBinding.expected = true
    },
    columnsOf: nothing,
    typesOf: nothing,
    lateBinding: nothing,
    lateBindings: () => Promise.resolve([]),
  }
}

/** ` ` and the statements, or `!`, the code of an error and its message. */
async function translated(sql: string, catalog: Catalog): Promise<string> {
  try {
    const statements = splitStatements(sql).map((statement) => routineStatement(statement, []))
    const texts = await Promise.all(statements.map((statement) => statement(catalog)))
    return ` ${texts.join('; ')}`
  } catch (error) {
    const { code = 'XX000', message } = error instanceof RedshiftError ? error : { message: String(error) }
    return `!${code}${message}`
  }
}
