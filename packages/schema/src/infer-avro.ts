import { SourceError, type ColumnType, type Path } from '@arbalest/core'
import { counted } from '@arbalest/core/plugin'
import type { AvroSchema, Unreadable } from '@arbalest/formats'
import { MOST_UNREADABLE, type Inferred, type InferredProperty } from './infer.js'
import { ColumnNames } from './name-columns.js'
import { showUnreadable } from './show-unreadable.js'

/** A file that was read, and the URL of its object; `schema` is undefined if it is no Avro file. */
export interface ReadAvro {
  readonly object: string
  readonly schema: AvroSchema | undefined
}

/**
 * The properties of Avro files, as the schema of the first of them has fields; files that have another schema are
 * told as unreadable, as their fields may be others. Throws `SourceError` if none is an Avro file of records.
 */
export async function inferAvro(files: AsyncIterable<ReadAvro>): Promise<Inferred> {
  let first: { readonly object: string; readonly written: string; readonly schema: Named } | undefined
  let count = 0
  const faults: Unreadable[] = []
  for await (const { object, schema } of files) {
    if (!isNamed(schema) || !schema.fields) {
      faults.push({
        object,
        fault: schema === undefined ? 'is no Avro file' : 'has a schema that is not a record',
      })
      continue
    }
    count++
    const written = JSON.stringify(schema)
    first ??= { object, written, schema }
    if (written !== first.written) faults.push({ object, fault: `has another schema than ${first.object}` })
  }
  if (!first) {
    const what = faults[0] ? `: ${showUnreadable(faults[0])}` : ''
    throw new SourceError('NOT_INFERRED', `There is no file to infer a table from${what}.`)
  }
  const properties = new Reading().propertiesOf(first.schema, [])
  if (properties.length === 0)
    throw new SourceError(
      'NOT_INFERRED',
      `The schema of ${first.object} has no field that a column could take.`,
    )
  return {
    properties,
    copy: { format: 'avro' },
    documents: 0,
    from: `the schema of ${counted(count, 'file')}`,
    leftOut: [],
    unreadable: faults.slice(0, MOST_UNREADABLE),
    unreadableCount: faults.length,
  }
}

type Named = Exclude<AvroSchema, string | readonly AvroSchema[]>

function isNamed(schema: AvroSchema | undefined): schema is Named {
  return typeof schema === 'object' && !Array.isArray(schema)
}

/** Reads a schema, in which a type that has been named may stand by its name. */
class Reading {
  readonly #names = new ColumnNames()
  readonly #named = new Map<string, Named>()

  propertiesOf({ fields = [] }: Named, parents: Path): InferredProperty[] {
    return fields.flatMap(({ name, type }) => this.#propertyOf(name, type, [...parents, name]))
  }

  #propertyOf(name: string, schema: AvroSchema, path: Path): InferredProperty[] {
    const [given, ...others] = this.#kindsOf(schema)
    if (given === undefined) return [this.#column(name, path, 'varchar(256)', ['always null'])]
    if (others.length > 0) {
      const nested = [given, ...others].some((each) => NESTED.has(wordOf(each)))
      return [this.#column(name, path, nested ? 'super' : TEXT, ['of several types'])]
    }
    if (isNamed(given) && given.fields) {
      if (path.length === DEEPEST) return [this.#column(name, path, 'super', ['too deep for columns'])]
      const properties = this.propertiesOf(given, path)
      return properties.length > 0 ? [{ name, properties }] : []
    }
    const { type, remarks } = typeOf(given)
    return [this.#column(name, path, type, remarks)]
  }

  /** The types that a value may have, null aside, as they are written: a name, or a schema. */
  #kindsOf(schema: AvroSchema): (string | Named)[] {
    if (typeof schema === 'string') return schema === 'null' ? [] : [this.#named.get(schema) ?? schema]
    if (!isNamed(schema)) return (schema as readonly AvroSchema[]).flatMap((each) => this.#kindsOf(each))
    if (schema.name !== undefined) this.#named.set(schema.name, schema)
    return typeof schema.type === 'string'
      ? schema.type === 'null'
        ? []
        : [schema]
      : this.#kindsOf(schema.type)
  }

  #column(name: string, path: Path, type: ColumnType, about: readonly string[]): InferredProperty {
    const named = this.#names.nameFor(path)
    return {
      name,
      type,
      ...(named && { column: named.name }),
      share: 1,
      remarks: named ? [...about, named.reason] : about,
    }
  }
}

const DEEPEST = 8
const NESTED = new Set(['array', 'map', 'record'])
const TEXT = 'varchar(65535)'

function wordOf(schema: string | Named): string {
  return typeof schema === 'string' ? schema : String(schema.type)
}

/** The type that takes what COPY makes of a value, which is as it is stored, whatever its logical type. */
function typeOf(schema: string | Named): { readonly type: ColumnType; readonly remarks: readonly string[] } {
  const logical = isNamed(schema) ? schema.logicalType : undefined
  const remark = logical === undefined ? undefined : LOGICAL[logical]
  const [type, plain = []] = PLAIN[wordOf(schema)] ?? [TEXT]
  return { type, remarks: remark === undefined ? plain : [remark] }
}

const UNBOUND = ['schemas do not say how long their text is']

const PLAIN: Readonly<Record<string, readonly [type: ColumnType, remarks?: readonly string[]]>> = {
  boolean: ['boolean'],
  int: ['integer'],
  long: ['bigint'],
  float: ['real'],
  double: ['double precision'],
  string: [TEXT, UNBOUND],
  bytes: [TEXT, ['bytes, which COPY loads as text']],
  fixed: [TEXT, ['bytes, which COPY loads as text']],
  enum: ['varchar(256)'],
  array: ['super'],
  map: ['super'],
}

/** What a reader should know of values that COPY loads as they are stored. */
const LOGICAL: Readonly<Record<string, string>> = {
  date: 'days since 1970',
  'time-millis': 'milliseconds since midnight',
  'time-micros': 'microseconds since midnight',
  'timestamp-millis': 'milliseconds since 1970',
  'timestamp-micros': 'microseconds since 1970',
  'local-timestamp-millis': 'milliseconds since 1970',
  'local-timestamp-micros': 'microseconds since 1970',
  decimal: 'a decimal, whose bytes COPY loads as text',
}
