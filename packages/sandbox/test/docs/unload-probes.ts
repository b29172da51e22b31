import { expect } from 'vitest'

/** An UNLOAD that shows what a parameter does. */
export interface UnloadProbe {
  /** What is behind TO; the parameter's own name unless given. */
  readonly parameters?: string
  readonly authorization?: string
  readonly query?: string
  /** An object that is there before. */
  readonly before?: string
  /** The objects behind the prefix, and their content where it is text. */
  readonly objects?: Readonly<Record<string, unknown>>
}

const keys = "access_key_id 'AKIA' secret_access_key 'secret' session_token 'token'"
const text = (content: string) => ({ objects: { '000': content } })

/** What an UNLOAD writes that is told nothing: the query's rows are (1, 'x y') and (2, NULL). */
export const plainUnload = {
  query: "select 1 as a, 'x y' as b union all select 2, null",
  ...text('1|x y\n2|\n'),
}

/** By parameter; PARALLEL OFF goes with each. Where one has no effect, its UNLOAD writes what one writes that is told nothing. */
export const unloadProbes: Readonly<Record<string, UnloadProbe>> = {
  access_key_id: { parameters: '', authorization: keys },
  addquotes: text('"1"|"x y"\n"2"|\n'),
  allowoverwrite: { before: '000' },
  bzip2: {},
  cleanpath: { before: 'old' },
  credentials: {
    parameters: '',
    authorization: "credentials 'aws_iam_role=arn:aws:iam::123456789012:role/r'",
  },
  csv: { query: `select 'a"b' as a`, ...text('"a""b"\n') },
  delimiter: { parameters: "delimiter as ' '", query: "select 1 as a, 'x' as b", ...text('1 x\n') },
  encrypted: { parameters: 'encrypted auto' },
  escape: { query: "select 'a|b' as a", ...text('a\\|b\n') },
  extension: { parameters: "extension 'txt'", objects: { '000.txt': '1|x y\n2|\n' } },
  fixedwidth: { parameters: "fixedwidth 'a:2,b:4'", ...text('1 x y \n2     \n') },
  gzip: { objects: { '000.gz': '1|x y\n2|\n' } },
  header: text('a|b\n1|x y\n2|\n'),
  iam_role: { parameters: '', authorization: 'iam_role default' },
  include: { parameters: 'partition by (a) include', objects: { 'a=1/000': '1|x y\n', 'a=2/000': '2|\n' } },
  json: text('{"a":1,"b":"x y"}\n{"a":2,"b":null}\n'),
  kms_key_id: { parameters: "kms_key_id 'k' encrypted" },
  manifest: { objects: { '000': '1|x y\n2|\n', manifest: expect.stringContaining('000') } },
  master_symmetric_key: { parameters: "master_symmetric_key 'k'" },
  maxfilesize: {
    parameters: 'maxfilesize 5 mb',
    query: "select repeat('x', 3000000) as a from generate_series(1, 3)",
    objects: { '000': expect.any(String), '001': expect.any(String) },
  },
  null: { parameters: "null as '-'", ...text('1|x y\n2|-\n') },
  parallel: { parameters: '' },
  parquet: { objects: { '000.parquet': expect.stringMatching(/^PAR1/) } },
  partition: { parameters: 'partition by (a)', objects: { 'a=1/000': 'x y\n', 'a=2/000': '\n' } },
  region: { parameters: "region 'eu-central-1'" },
  rowgroupsize: { parameters: 'rowgroupsize 32 mb' },
  secret_access_key: { parameters: '', authorization: keys },
  session_token: { parameters: '', authorization: keys },
  zstd: {},
}
