import type { Statement } from '@arbalest/core'

/** When COPY last read each of these files, on provisioned clusters and on Serverless alike, within about seven days (https://docs.aws.amazon.com/redshift/latest/dg/SYS_LOAD_DETAIL.html). */
export function lastReads(urls: readonly string[]): Statement {
  return {
    text:
      'select trim(file_name) as "url", to_char(max(end_time), \'YYYY-MM-DD"T"HH24:MI:SS.US\') as "time" ' +
      `from sys_load_detail where trim(file_name) in (${urls.map((_, index) => `$${index + 1}`).join(', ')}) group by 1`,
    values: [...urls],
  }
}
