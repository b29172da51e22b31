import { compressionOf, type Compression } from '@arbalest/formats'
import {
  copiedColumns,
  isArbalestError,
  sideBySide,
  type Column,
  type ObjectNames,
  type Source,
  type SourceObject,
  type Target,
} from '@arbalest/core/plugin'
import type { CopyOptions } from '../../options/copy-options.js'
import { matchesByName, type Heads } from './heads.js'
import { checkColumnsOfFile, columnsOfHeader } from './match-columns.js'

/** How many objects are read at once. */
const SIDE_BY_SIDE = 16

/** Objects that one COPY reads. */
export interface Group {
  readonly objects: readonly SourceObject[]
  readonly compression: Compression
  /** The columns that their fields or properties go to, in that order. */
  readonly columns: readonly Column[]
  /** How many rows they say that they have, together. Absent: not all of them do. */
  readonly rows?: number | undefined
}

/** What {@link groupObjects} needs. */
export interface Grouping {
  readonly copy: CopyOptions
  readonly heads: Heads
  /** Where the objects come from. Absent, or without `open`: they cannot be read. */
  readonly source?: Pick<Source, 'open'> | undefined
  /** Is given what is odd, and ends nothing. */
  readonly notice: (message: string) => void
}

/**
 * Groups `objects` by what must be the same for one COPY: compression and, if fields are matched by
 * name, the columns that their header means, for which every object is read. An object that may not
 * be read is loaded by the places of its fields, which is noticed. Throws `SourceError` with the
 * code `NAMES_DIFFER` if names do not fit, and what the source throws.
 */
export async function groupObjects(
  into: Target,
  objects: readonly SourceObject[],
  grouping: Grouping,
): Promise<readonly Group[]> {
  const columns = copiedColumns(into)
  const byPlace = (object: SourceObject): Group => ({
    objects: [object],
    compression: compressionFor(object, grouping.copy),
    columns,
  })
  if (!matchesByName(grouping.copy)) return merge(objects.map(byPlace))
  const noted = noteOnce(grouping.notice)
  const single = await sideBySide(objects, SIDE_BY_SIDE, async (object): Promise<Group> => {
    const names = await namesOf(into, object, grouping)
    if (names.kind === 'unread') noted(`${object.url}: ${names.reason}`)
    if (names.kind !== 'fields' || names.fields.length === 0) return byPlace(object)
    if (grouping.copy.format !== 'parquet')
      return { ...byPlace(object), columns: columnsOfHeader(columns, object.url, names.fields) }
    checkColumnsOfFile(columns, object.url, names.fields)
    return { ...byPlace(object), rows: names.rows }
  })
  return merge(single)
}

async function namesOf(
  into: Target,
  object: SourceObject,
  { heads, source }: Grouping,
): Promise<ObjectNames> {
  if (!source?.open) return { kind: 'unread', reason: 'its source cannot read objects' }
  try {
    const names = await heads.of(into, object, source.open.bind(source))
    return names ?? { kind: 'fields', fields: [] }
  } catch (error) {
    if (!isArbalestError(error) || error.code !== 'SOURCE_DENIED') throw error
    return { kind: 'unread', reason: error.message }
  }
}

function noteOnce(notice: (message: string) => void): (reason: string) => void {
  let noted = false
  return (reason) => {
    if (!noted) notice(`Fields are taken in their order, whatever their names are: ${reason}`)
    noted = true
  }
}

function compressionFor({ key }: SourceObject, copy: CopyOptions): Compression {
  // Columnar files say themselves how they are compressed.
  if (copy.format === 'parquet' || copy.format === 'orc') return 'none'
  return copy.compression ?? compressionOf(key)
}

function merge(groups: readonly Group[]): readonly Group[] {
  const merged = new Map<string, Group & { readonly objects: SourceObject[]; rows: number | undefined }>()
  for (const { objects, compression, columns, rows } of groups) {
    const key = JSON.stringify([compression, columns.map(({ name }) => name)])
    const group = merged.get(key)
    if (group) {
      group.objects.push(...objects)
      group.rows = group.rows === undefined || rows === undefined ? undefined : group.rows + rows
    } else merged.set(key, { objects: [...objects], compression, columns, rows })
  }
  return [...merged.values()]
}
