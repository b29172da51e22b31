import { existsSync, readdirSync, statSync } from 'node:fs'
import { basename, join, relative, resolve, sep } from 'node:path'
import { Refusal, USAGE } from '../refusal.js'

/** What a project loads into: a file, or a Redshift. */
export type SinkName = 'duckdb' | 'redshift'

/** What can be said of a project, on the command line or when asked. */
export interface Said {
  readonly from?: string | undefined
  readonly table?: string | undefined
  readonly sink?: SinkName | undefined
}

/** A project that is to be made. */
export interface Project {
  readonly sink: SinkName
  /** Where it is made. */
  readonly folder: string
  /** The folder of the files, as seen from there, with `/`. */
  readonly from: string
  /** The place in S3 whose objects are loaded, some of which are downloaded to `from` first. Absent: there is none, and `from` is all. */
  readonly url?: string
  /** The bucket that the folder stands for in the sandbox. */
  readonly bucket: string
  /** Default: made of the bucket's name. */
  readonly table?: string | undefined
  /** Whether the files are yet to be made, as a sample. */
  readonly isSample: boolean
}

/** The folder that files are taken from if no other is named; with a sample in it if it is not there. */
export const DEFAULT_FOLDER = 'data'

/** Returns the project in `folder` that loads the files in `from`. Throws `Refusal` if it cannot. */
export function projectOf(folder: string, { from, table, sink = 'redshift' }: Said): Project {
  const fault = faultOfPlace(folder, from, sink) ?? faultOfTable(table)
  if (fault) throw new Refusal(fault, { exitCode: USAGE })
  const [url, bucket] = PLACE_IN_S3.exec(from ?? '') ?? []
  if (url !== undefined)
    return { sink, folder, from: DOWNLOADED, url, bucket: bucket!, table, isSample: false }
  const place = resolve(folder, from ?? DEFAULT_FOLDER)
  const isSample = from === undefined && !isFolder(place)
  const seen = (relative(folder, place) || '.').split(sep).join('/')
  return { sink, folder, from: seen, bucket: bucketFor(place), table, isSample }
}

/** A bucket, and how keys begin. */
const PLACE_IN_S3 = /^s3:\/\/([a-z\d][a-z\d.-]{1,61}[a-z\d])(?:\/.*)?$/s

/** The folder that some objects of a bucket are downloaded to. */
const DOWNLOADED = 'sample'

/** Returns what keeps the files of `from` from being loaded, in a sentence; undefined if nothing does. */
export function faultOfPlace(
  folder: string,
  from: string | undefined,
  sink?: SinkName | undefined,
): string | undefined {
  if (from === undefined) return undefined
  if (/^s3:/i.test(from)) return sink === 'duckdb' ? INTO_DUCKDB : faultOfPlaceInS3(folder, from)
  const place = resolve(folder, from)
  if (!isFolder(place)) return `There is no folder "${from}".`
  if (`${folder}${sep}`.startsWith(`${place}${sep}`))
    return `"${from}" contains the project itself; put the files to load into a separate folder, such as ${DEFAULT_FOLDER}.`
  const files = readdirSync(place, { recursive: true, withFileTypes: true })
  return files.some((file) => file.isFile()) ? undefined : `The folder "${from}" has no files.`
}

const INTO_DUCKDB =
  'With DuckDB a project begins with a folder. For what is in S3, add a pipeline to it: "npx arbalest schema infer s3://bucket/prefix --sink duckdb --into .arbalestrc.yaml".'

function faultOfPlaceInS3(folder: string, from: string): string | undefined {
  if (!PLACE_IN_S3.test(from)) return `"${from}" is not a place in S3: write s3://bucket/prefix.`
  return existsSync(resolve(folder, DOWNLOADED))
    ? `${join(folder, DOWNLOADED)} exists already: some of the objects would be downloaded to a folder of that name.`
    : undefined
}

/** Returns what is wrong with the name of a table, in a sentence; undefined if nothing is. */
export function faultOfTable(table: string | undefined): string | undefined {
  return table === undefined || /^(?:[\w-]{1,100}\.)?[\w-]{1,100}$/.test(table)
    ? undefined
    : 'A table is called TABLE or SCHEMA.TABLE, in letters, digits, "_" and "-".'
}

/** Throws `Refusal` if there is a configuration in `folder`. */
export function refuseConfigured(folder: string): void {
  const found = readdirSync(folder).find((name) => /^(?:\.arbalestrc|arbalest\.config)(?:\.|$)/.test(name))
  if (found)
    throw new Refusal(
      `${join(folder, found)} exists: this is a project already. To add a table to it, see "arbalest schema infer --help". Nothing was written.`,
    )
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** A name that S3 allows for a bucket, made of the name of a folder. */
function bucketFor(place: string): string {
  const name = basename(place)
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 63)
  return name.length < 3 || name === METADATA_BUCKET ? `files-${name || 'here'}` : name
}

/** The bucket for what the sink writes. */
export const METADATA_BUCKET = 'arbalest-metadata'
