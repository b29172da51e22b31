/** Names of types in the catalog or in statements, and what system tables of loads call them. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  smallint: 'int2',
  integer: 'int4',
  int: 'int4',
  bigint: 'int8',
  decimal: 'numeric',
  real: 'float4',
  'double precision': 'float8',
  float: 'float8',
  boolean: 'bool',
  character: 'char',
  bpchar: 'char',
  nchar: 'char',
  'character varying': 'varchar',
  nvarchar: 'varchar',
  text: 'varchar',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamptz',
  'time without time zone': 'time',
  'time with time zone': 'timetz',
  'binary varying': 'varbyte',
  varbinary: 'varbyte',
}

/** The name of a type in `stl_load_errors`: `int4`, `varchar`, `numeric`. */
export function typeName(type: string): string {
  return TYPE_NAMES[type] ?? type
}
