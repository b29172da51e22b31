import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { avroFile } from '../copy/avro-file.js'

/** A COPY that shows what a parameter does. */
export interface CopyProbe {
  /** What is behind FROM; the parameter's own name unless given. */
  readonly parameters?: string
  readonly authorization?: string
  /** The columns of the table. */
  readonly columns?: string
  readonly data?: string | Buffer
  /** Whether COPY is given a manifest of the object in place of its prefix. */
  readonly manifest?: true
  readonly rows?: readonly (readonly unknown[])[]
}

const columns = 'a int, b varchar(20)'
const b = 'b varchar(20)'
const keys = "access_key_id 'AKIA' secret_access_key 'secret' session_token 'token'"

const parquet = (data: readonly number[]) =>
  Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'a', data: [...data], type: 'INT32' }] }))

/** A list, as Parquet nests it. */
const list = Buffer.from(
  parquetWriteBuffer({
    columnData: [{ name: 'a', data: [[1, 2]] }],
    schema: [
      { name: 'root', num_children: 1 },
      { name: 'a', repetition_type: 'OPTIONAL', num_children: 1, converted_type: 'LIST' },
      { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
      { name: 'element', type: 'INT32', repetition_type: 'OPTIONAL' },
    ],
  }),
)

/** What a COPY loads that is told nothing. */
export const plain = { columns, data: '1|x\n', rows: [[1, 'x']] }

/** By parameter. Where one has no effect, its COPY loads what one loads that is told nothing. */
export const copyProbes: Readonly<Record<string, CopyProbe>> = {
  acceptanydate: { columns: 'd date', data: 'soon\n', rows: [[null]] },
  acceptinvchars: {
    parameters: "acceptinvchars as '^'",
    columns: b,
    data: Buffer.from('a\xffb\n', 'latin1'),
    rows: [['a^b']],
  },
  access_key_id: { parameters: '', authorization: keys },
  avro: {
    parameters: "format as avro 'auto'",
    data: await avroFile(
      {
        type: 'record',
        name: 'r',
        fields: [
          { name: 'b', type: 'string' },
          { name: 'a', type: 'int' },
        ],
      },
      [{ b: 'x', a: 1 }],
    ),
    rows: [[1, 'x']],
  },
  blanksasnull: { columns: b, data: '  \n', rows: [[null]] },
  bzip2: {
    columns: 'a int',
    data: Buffer.from('QlpoOTFBWSZTWRJdn4oAAAHIAAAQOAAgACGaaDNNHLeLuSKcKEgJLs/FAA==', 'base64'),
    rows: [[1], [2], [3]],
  },
  comprows: { parameters: 'comprows 1000' },
  compupdate: { parameters: 'compupdate off' },
  credentials: {
    parameters: '',
    authorization: "with credentials as 'aws_iam_role=arn:aws:iam::123456789012:role/r'",
  },
  csv: { data: '1,"x,""y"\n', rows: [[1, 'x,"y']] },
  dateformat: {
    parameters: "dateformat 'DD.MM.YYYY'",
    columns: 'd date',
    data: '05.01.2026\n',
    rows: [['2026-01-05']],
  },
  delimiter: { parameters: "delimiter as ';'", data: '1;x|y\n', rows: [[1, 'x|y']] },
  emptyasnull: { data: '1|\n', rows: [[1, null]] },
  encoding: { parameters: 'encoding as utf16le', data: Buffer.from('1|é\n', 'utf16le'), rows: [[1, 'é']] },
  encrypted: {},
  escape: { data: '1|x\\|y\n', rows: [[1, 'x|y']] },
  explicit_ids: { columns: 'id int identity(1, 1), a int', data: '7|1\n', rows: [[7, 1]] },
  fillrecord: { columns: 'a int, b int', data: '1\n', rows: [[1, null]] },
  fixedwidth: { parameters: "fixedwidth as 'a:2,b:3'", data: '12ééé\n', rows: [[12, 'ééé']] },
  gzip: { data: gzipSync('1|x\n'), rows: [[1, 'x']] },
  iam_role: { parameters: '', authorization: "iam_role 'arn:aws:iam::123456789012:role/r'" },
  ignoreallerrors: { data: 'y|y\n1|x\n', rows: [[1, 'x']] },
  ignoreblanklines: { columns: b, data: 'x\n\ny\n', rows: [['x'], ['y']] },
  ignoreheader: { parameters: 'ignoreheader 1', data: 'a|b\n1|x\n', rows: [[1, 'x']] },
  json: { parameters: "json 'auto'", data: '{"b":"x","a":1}', rows: [[1, 'x']] },
  lzop: {},
  manifest: { manifest: true },
  master_symmetric_key: { parameters: "master_symmetric_key 'k'" },
  maxerror: { parameters: 'maxerror 2', data: 'y|y\n1|x\n', rows: [[1, 'x']] },
  noload: { rows: [] },
  null: { parameters: "null as 'none'", data: '1|none\n', rows: [[1, null]] },
  orc: {},
  parquet: { columns: 'a int', data: parquet([1, 2]), rows: [[1], [2]] },
  quote: { parameters: "csv quote as ''''", data: "1,'x,y'\n", rows: [[1, 'x,y']] },
  readratio: { parameters: 'readratio 50' },
  region: { parameters: "region 'eu-central-1'" },
  removequotes: { data: '1|"x|y"\n', rows: [[1, 'x|y']] },
  roundec: { columns: 'n decimal(5, 2)', data: '20.259\n', rows: [['20.26']] },
  secret_access_key: { parameters: '', authorization: keys },
  serializetojson: {
    parameters: 'parquet serializetojson',
    columns: 'a super',
    data: list,
    rows: [['[1,2]']],
  },
  session_token: { parameters: '', authorization: keys },
  shapefile: { parameters: 'format shapefile simplify auto' },
  ssh: {},
  statupdate: { parameters: 'statupdate on' },
  timeformat: {
    parameters: "timeformat 'epochsecs'",
    columns: 'at timestamp',
    data: '0\n',
    rows: [['1970-01-01 00:00:00']],
  },
  trimblanks: { columns: b, data: 'x  \n', rows: [['x']] },
  truncatecolumns: { columns: 'b varchar(2)', data: 'xyz\n', rows: [['xy']] },
  zstd: {
    columns: 'a int',
    data: Buffer.from('KLUv/QRYMQAAMQoyCjMKuwiheA==', 'base64'),
    rows: [[1], [2], [3]],
  },
}
