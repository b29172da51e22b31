import { RedshiftError } from '../../redshift-error.js'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { quoteLiteral } from '../../sql/writing/literals.js'
import type { RanQuery } from '../../catalog/query-history.js'
import type { Cluster } from '../../statements/context/cluster.js'
import type { Context, Row } from '../../statements/context/context.js'
import type { UnloadColumn } from '../../unload/row-format.js'
import { moveSettings } from '../tasks/last-moves.js'
import type { QueryLog } from '../tasks/query-log.js'
import type { AnswerFile } from './answer-file.js'
import { busyCatalog } from './busy-catalog.js'

/** What the tasks of a session work with. */
export interface BodyTaskParts {
  readonly cluster: Cluster
  readonly database: string
  readonly answers: AnswerFile
  readonly log: QueryLog
  session(): number
  /** Sends the client a notice of severity INFO. */
  inform(text: string): void
}

/** Has a procedure run a query, `?`, or a statement without rows, `#`. */
type Ask = (kind: '?' | '#', sql: string) => Promise<Row[]>

/** What a statement within a procedure may use, which the history has as `ran`, and which asks PostgreSQL by `ask`; rows go through files. */
export function bodyContext(
  { cluster, database, answers, session, inform }: BodyTaskParts,
  ran: RanQuery,
  ask: Ask,
): Context {
  const query = (sql: string) => ask(/^\s*select\b/i.test(sql) ? '?' : '#', sql)
  return {
    cluster,
    database,
    session: session(),
    queryId: ran.id,
    inBlock: true,
    inPipeline: false,
    canceled: new AbortController().signal,
    catalog: busyCatalog(cluster),
    query,
    describe: (sql) => describe(query, sql),
    copyOut: (sql) => copyOut(query, sql, join(cluster.data, `${session()}.unloaded`)),
    async copyIn(sql, chunks) {
      answers.make()
      await pipeline(Readable.from(chunks), createWriteStream(answers.rows))
      const [, target = '', columns = ''] = /^copy (.*) \((.*)\) from stdin$/s.exec(sql) ?? []
      await query(`select redshift.load_file(${quoteLiteral(target)}, ${quoteLiteral(columns)})`)
      await rm(answers.rows, { force: true })
    },
    async moved(kind, rows) {
      ran.written = rows
      await query(`select ${moveSettings(kind, { id: ran.id, count: rows })}`)
    },
    unloaded: (sql, files) => void Object.assign(ran, { sql, files }),
    inform,
    use: () => {
      throw new RedshiftError('USE cannot run in a procedure', { code: '0A000' })
    },
    // DROP DATABASE, which alone asks for it, is refused in a procedure.
    leave: () => {},
  }
}

/** The columns of a query, by a table that has them. */
async function describe(query: Context['query'], sql: string): Promise<UnloadColumn[]> {
  await query(`create temporary table "described rows" as select * from (${sql}) as described limit 0`)
  const rows = await query(
    `select attname, typname, atttypmod from pg_catalog.pg_attribute join pg_catalog.pg_type t on t.oid = atttypid
     where attrelid = 'pg_temp."described rows"'::regclass and attnum > 0 order by attnum`,
  )
  await query('drop table pg_temp."described rows"')
  return rows.map(([name, type, modifier]) => {
    const size = Number(modifier) - 4
    const column = { name: name ?? '', type: type ?? '' }
    if (type !== 'numeric' || size < 0) return column
    return { ...column, precision: size >> 16, scale: size & 0x7ff }
  })
}

/** The lines of a COPY TO STDOUT, which go through a file of PostgreSQL's. */
async function* copyOut(query: Context['query'], sql: string, file: string): AsyncGenerator<Buffer> {
  const [, rows = ''] = /^copy \((.*)\) to stdout$/s.exec(sql) ?? []
  await query(`create temporary table "unloaded rows" as ${rows}`)
  await query('select redshift.unload_file()')
  await query('drop table pg_temp."unloaded rows"')
  try {
    const lines = createInterface({ input: createReadStream(file, 'latin1'), crlfDelay: 0 })
    for await (const line of lines) yield Buffer.from(`${line}\n`, 'latin1')
  } finally {
    await rm(file, { force: true })
  }
}
