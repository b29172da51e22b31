import type { TokenReader } from '../tokens/token-reader.js'
import { quoteLiteral } from '../writing/literals.js'
import { storedName } from '../writing/names.js'
import { readKey } from './table-attributes.js'
import { regclass } from './table-storage.js'

/** A key, which Redshift shows and does not enforce. https://docs.aws.amazon.com/redshift/latest/dg/t_Defining_constraints.html */
export interface Key {
  readonly kind: 'primary' | 'unique' | 'foreign'
  /** Default: one made of the names of the table and its columns. */
  readonly name?: string | undefined
  readonly columns: readonly string[]
  readonly references?: Reference | undefined
}

/** What a foreign key refers to. */
export interface Reference {
  readonly table: readonly string[]
  /** Default: those of the primary key. */
  readonly columns?: readonly string[] | undefined
}

/** Steps over a key of a table, if one comes next. */
export function readTableKey(reader: TokenReader): Key | undefined {
  const ahead = reader.sees('constraint') ? 2 : 0
  const word = reader.peek(ahead)
  if (word?.kind !== 'word' || !['primary', 'unique', 'foreign'].includes(word.value)) return undefined
  const name = reader.accept('constraint') ? reader.word() : undefined
  if (reader.accept('unique')) return { kind: 'unique', name, columns: readKey(reader) }
  if (reader.accept('primary')) {
    reader.expect('key')
    return { kind: 'primary', name, columns: readKey(reader) }
  }
  reader.expect('foreign', 'key')
  const columns = readKey(reader)
  reader.expect('references')
  return { kind: 'foreign', name, columns, references: readReference(reader) }
}

/** Steps over what follows REFERENCES. */
export function readReference(reader: TokenReader): Reference {
  const table = reader.name()
  if (!table) throw reader.unexpected()
  return { table, columns: reader.sees('(') ? readKey(reader) : undefined }
}

/** The statements that record `keys` of `table` in the catalog: those that others may refer to come first. */
export function* keepKeys(table: readonly string[], keys: readonly Key[]): Generator<string> {
  const foreign = (key: Key) => Number(key.kind === 'foreign')
  for (const { kind, name, columns, references } of keys.toSorted((a, b) => foreign(a) - foreign(b))) {
    const values = [
      regclass(table),
      name === undefined ? 'null' : quoteLiteral(storedName(name)),
      `'${kind.charAt(0)}'`,
      list(columns),
      references ? regclass(references.table) : 'null',
      references?.columns ? list(references.columns) : 'null',
    ]
    yield `select redshift.add_key(${values.join(', ')})`
  }
}

function list(columns: readonly string[]): string {
  return `array[${columns.map((column) => quoteLiteral(storedName(column))).join(', ')}]`
}
