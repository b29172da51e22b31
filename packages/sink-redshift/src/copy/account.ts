import { counted, SinkError, type SourceObject } from '@arbalest/core/plugin'
import type { LoadDetail } from '../statements/catalog/load-detail.js'

/** Bytes of a file's name that Redshift keeps: https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_DETAIL.html */
const FILE_NAME_BYTES = 256

/** What went into one COPY, and what Redshift reports of it. */
export interface CopyAccount {
  /** The table, for messages. */
  readonly table: string
  readonly objects: readonly SourceObject[]
  readonly rows: number
  readonly rejected: number
  /** How many rows the objects say that they have. Absent: not all of them do. */
  readonly rowsInObjects?: number | undefined
  /** What Redshift noted of it. Absent: that is not known. */
  readonly detail?: LoadDetail | undefined
  /** How many lines of each object are no rows by what the user says of them: headers. */
  readonly headerLines: number
}

/**
 * Throws `SinkError` with the code `UNACCOUNTED` if figures that must agree do not: the objects
 * that COPY was given and the files that it read; the rows that these say they have, and those that
 * were loaded or left out.
 */
export function checkAccount({ table, objects, rows, rejected, rowsInObjects, detail }: CopyAccount): void {
  const files = fewestFiles(objects)
  if (detail && detail.files < files)
    throw unaccounted(
      `Of ${counted(files, 'object')} to be copied into "${table}", Redshift has read ${detail.files}`,
    )
  if (rowsInObjects !== undefined && rows + rejected !== rowsInObjects)
    throw unaccounted(
      `The objects copied into "${table}" have ${counted(rowsInObjects, 'row')} by their own count, of which Redshift has loaded ${rows} and left out ${rejected}`,
    )
}

/**
 * Returns how many lines were read that are neither loaded nor rejected rows nor headers. It is
 * only a hint: rows of JSON and CSV may have any number of lines, and lines may be blank.
 */
export function unaccountedLines({ objects, rows, rejected, detail, headerLines }: CopyAccount): number {
  if (!detail) return 0
  return Math.max(0, detail.lines - rows - rejected - headerLines * objects.length)
}

/** Returns how many names of files differ at least, as Redshift keeps them: cut, and other than ASCII in a form of its own. An empty object may not count. */
export function fewestFiles(objects: readonly SourceObject[]): number {
  const names = objects
    .filter(({ size }) => size > 0)
    .map(({ url }) =>
      Buffer.from(url)
        .toString('latin1', 0, FILE_NAME_BYTES)
        .replaceAll(/[^!-~]/g, ''),
    )
  return new Set(names).size
}

function unaccounted(what: string): SinkError {
  return new SinkError(
    'UNACCOUNTED',
    `${what}; nothing of this transaction is loaded. Run again, and if it is reported again, compare the objects with what Redshift noted in sys_load_detail.`,
    // What was overwritten meanwhile has another number of rows, and what is noted may come late.
    { retryable: true },
  )
}
