import { CopyLoad } from '../../src/redshift/copy/copy-load.js'
import type { CopyColumn, CopyTable } from '../../src/redshift/copy/statement/copy-table.js'
import { parsed } from './parsed.js'
import { RedshiftError } from '../../src/redshift/redshift-error.js'
import { memoryObjects } from './memory-objects.js'

/** A table of columns written as `id int4`, `name varchar(10) not null`, `n numeric(8,2) default`. */
export function tableOf(columns: string): CopyTable {
  return {
    oid: 100_000,
    schema: 'public',
    name: 't',
    columns: columns.split(/,\s*(?![^(]*\))/).map(columnOf),
  }
}

function columnOf(text: string): CopyColumn {
  const [, name = '', type = '', first, second] =
    /^(\w+) (\w+)(?:\((\d+)(?:,\s*(\d+))?\))?/.exec(text.trim()) ?? []
  return {
    name,
    type,
    ...(first === undefined
      ? {}
      : type === 'numeric'
        ? { precision: Number(first), scale: Number(second ?? 0) }
        : { length: Number(first) }),
    notNull: / not null/.test(text),
    hasDefault: / default/.test(text),
    ...(/ identity/.test(text) ? { identity: / by default/.test(text) ? 'by default' : 'always' } : {}),
  }
}

/** What a load came to. */
export interface Outcome {
  readonly columns: readonly string[]
  /** Rows as PostgreSQL's COPY text has them. */
  readonly rows: readonly string[]
  /** `line: column: code reason` of each error. */
  readonly errors: readonly string[]
  readonly failure: string | undefined
  readonly detail: string | undefined
  readonly load: CopyLoad
}

/** Runs COPY t FROM 's3://b/d' with `parameters` over objects by key; one of that key if only its content is given. */
export async function load(
  columns: string,
  content: string | Buffer | Readonly<Record<string, string | Buffer>>,
  parameters: string,
  chunk?: number,
): Promise<Outcome> {
  const files = typeof content === 'string' || Buffer.isBuffer(content) ? { d: content } : content
  const objects = memoryObjects(
    Object.fromEntries(
      Object.entries(files).map(([key, value]) => [key.startsWith('s3://') ? key : `s3://b/${key}`, value]),
    ),
    chunk,
  )
  const [, list = '', rest = ''] = /^(\([^)]*\))?(.*)$/s.exec(parameters) ?? []
  const run = new CopyLoad(
    parsed(`copy t ${list} from 's3://b/d' iam_role default ${rest}`),
    tableOf(columns),
    objects,
  )
  let text = ''
  let failure: RedshiftError | undefined
  try {
    for await (const rows of run.rows()) text += rows.toString('utf8')
  } catch (error) {
    if (!(error instanceof RedshiftError)) throw error
    failure = error
  }
  return {
    columns: run.columns,
    rows: text.split('\n').slice(0, -1),
    errors: run.errors.map(
      ({ lineNumber, column, code, reason }) => `${lineNumber}:${column}: ${code} ${reason}`,
    ),
    failure: failure?.message,
    detail: failure?.detail,
    load: run,
  }
}
