/** Why a field or a record cannot be loaded. */
export interface Fault {
  /** One of the load error codes, https://docs.aws.amazon.com/redshift/latest/dg/r_Load_Error_Reference.html */
  readonly code: number
  readonly reason: string
  /** The character of the field, from 0. Default: 0. */
  readonly position?: number
}

/** A record that could not be loaded, as `stl_load_errors` and `sys_load_error_detail` show it. */
export interface LoadError {
  /** The object's `s3://` URL. */
  readonly filename: string
  /** Counted from 1; the last line of a JSON value. */
  readonly lineNumber: number
  /** Empty if the fault is the whole record's. */
  readonly column: string
  /** As the system tables call it: `int4`, `varchar`; empty without a column. */
  readonly type: string
  /** The column's length, or its precision and scale: `10`, `8, 2`; `0` for other types. */
  readonly length: string
  /** The character of the field at fault, counted from 0. */
  readonly position: number
  /** At most 1,024 characters, each multibyte one shown as a dot. */
  readonly rawLine: string
  /** At most 1,024 characters. */
  readonly rawField: string
  readonly code: number
  readonly reason: string
}

/** The load error codes that this engine gives. https://docs.aws.amazon.com/redshift/latest/dg/r_Load_Error_Reference.html */
export const FAULT_CODE = {
  tooManyColumns: 1202,
  outOfRange: 1204,
  date: 1205,
  timestamp: 1206,
  digit: 1207,
  float: 1208,
  decimal: 1209,
  boolean: 1210,
  missingData: 1213,
  delimiter: 1214,
  line: 1216,
  character: 1220,
  overflow: 1222,
  dataType: 1223,
  super: 1224,
} as const
