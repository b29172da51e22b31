import type { Copied, Rejection, SourceObject, Target } from '@arbalest/core'
import { byCompression } from './compression.js'
import { copyManifest } from './copy-manifest.js'
import type { Compression, CopyOptions } from '../options/copy-options.js'
import { jsonPaths } from './json-paths.js'
import { loadErrorOf, loadErrorTable, rejectionsOf } from './load-errors.js'
import { scanErrorOf } from './scan-error.js'
import { scopedName } from '../statements/scoped-name.js'
import { copiedColumns, copyStatement } from '../statements/copy.js'
import { MOST_LOAD_ERRORS } from '../statements/load-errors.js'
import { LAST_COPY_COUNT } from '../statements/session.js'
import type { TransactionParts } from '../transaction/transaction-parts.js'
import { withTrialTable } from './trial-table.js'

/** Adds the rows of `objects` to the table `into`, with one COPY for each compression there is among them. */
export function copyObjects(
  parts: TransactionParts,
  into: Target,
  objects: readonly SourceObject[],
): Promise<Copied> {
  // A rehearsal reads with NOLOAD, which COPY does not have for columnar files.
  return parts.rehearsal && isColumnar(parts.options.copy)
    ? withTrialTable(parts, into, (trial) => copyGroups(parts, trial, objects))
    : copyGroups(parts, into, objects)
}

async function copyGroups(
  parts: TransactionParts,
  into: Target,
  objects: readonly SourceObject[],
): Promise<Copied> {
  const total = { rows: 0, rejected: 0 }
  const rejections: Rejection[] = []
  for (const [compression, group] of groupsOf(objects, parts.options.copy)) {
    const copied = await copyGroup(parts, into, group, compression)
    total.rows += copied.rows
    total.rejected += copied.rejected
    keep(rejections, copied.rejections)
  }
  const { rehearsal } = parts
  if (rehearsal) {
    rehearsal.rejected += total.rejected
    keep(rehearsal.rejections, rejections)
  }
  return { ...total, ...(rejections.length > 0 && { rejections }) }
}

/** Adds `rejections` to those that are kept, up to as many as one COPY tells of. */
function keep(kept: Rejection[], rejections: readonly Rejection[] = []): void {
  kept.push(...rejections.slice(0, MOST_LOAD_ERRORS - kept.length))
}

function groupsOf(
  objects: readonly SourceObject[],
  options: CopyOptions,
): ReadonlyMap<Compression, readonly SourceObject[]> {
  // Columnar files tell COPY by themselves.
  const given = options.format === 'parquet' ? 'none' : options.compression
  return given === undefined || objects.length === 0 ? byCompression(objects) : new Map([[given, objects]])
}

async function copyGroup(
  parts: TransactionParts,
  into: Target,
  objects: readonly SourceObject[],
  compression: Compression,
): Promise<Copied> {
  const { metadata, owner, rehearsal, options } = parts
  const { format = 'json' } = options.copy
  const copy = (jsonPathsUrl?: string) => copyByManifest(parts, into, objects, compression, jsonPathsUrl)
  if (format !== 'json') return copy()
  const paths = jsonPaths(copiedColumns(into))
  return rehearsal
    ? metadata.lend('jsonpaths', owner, paths, copy)
    : copy(await metadata.keep('jsonpaths', paths))
}

async function copyByManifest(
  parts: TransactionParts,
  into: Target,
  objects: readonly SourceObject[],
  compression: Compression,
  paths: string | undefined,
): Promise<Copied> {
  const { session, metadata, options, owner, scope, rehearsal } = parts
  const folder = `manifests/${scopedName(scope)}`
  const columnar = isColumnar(options.copy)
  return metadata.lend(folder, owner, copyManifest(objects, columnar), async (manifest) => {
    const statement = copyStatement({
      into,
      manifest,
      jsonPaths: paths,
      authorization: options.authorization,
      compression,
      options: options.copy,
      noLoad: rehearsal !== undefined && !columnar,
    })
    try {
      await session.query(statement, `copy into "${into.table}"`)
    } catch (error) {
      throw await explained(parts, into, objects, error)
    }
    const rejected = rejectedRows(session.notices)
    const rejections = rejected > 0 ? await rejectionsOf(parts, objects) : []
    if (rehearsal) return { rows: 0, rejected, rejections }
    const [count] = await session.query(LAST_COPY_COUNT, 'count the rows copied')
    return { rows: Number(count?.['rows']), rejected, rejections }
  })
}

/** Where `error` says that rows did not fit: an error that says which. The transaction is lost already. */
async function explained(
  { session }: TransactionParts,
  into: Target,
  objects: readonly SourceObject[],
  error: unknown,
): Promise<unknown> {
  const table = loadErrorTable(error instanceof Error ? error.message : '')
  if (!table) return scanErrorOf(objects, error) ?? error
  await session.rollback()
  return loadErrorOf(session, table, into, objects, (error as Error).cause)
}

function isColumnar({ format }: CopyOptions): boolean {
  return format === 'parquet'
}

// The one place where Redshift counts rows left out, not the faults found in them:
// https://docs.aws.amazon.com/redshift/latest/dg/r_COPY_command_examples.html
function rejectedRows(notices: readonly string[]): number {
  const [, count = '0'] = /(\d+) record\(s\) could not be loaded/.exec(notices.join('\n')) ?? []
  return Number(count)
}
