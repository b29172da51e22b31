import type { Statement } from '@arbalest/core'

/** The columns that {@link loadDetail} returns. */
export interface LoadDetail {
  /** How many files COPY has read, as far as their names differ. */
  readonly files: number
  /** How many lines it has read in them. */
  readonly lines: number
}

/**
 * What Redshift noted of the files that the COPY of this number read, on provisioned clusters and on
 * Serverless alike (https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_DETAIL.html).
 */
export function loadDetail(query: number): Statement {
  return {
    text:
      'select count(distinct file_name) as "files", sum(lines_scanned) as "lines" ' +
      `from sys_load_detail where query_id = ${Math.trunc(query)}`,
  }
}
