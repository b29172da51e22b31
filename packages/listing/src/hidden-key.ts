/**
 * Returns whether a part of `key` that begins below `folder` begins with `.`, or with `_` and has
 * no `=` in it, as a partition's name may. Spark, Hive, Athena and Redshift Spectrum pass over
 * such (https://docs.aws.amazon.com/redshift/latest/dg/c-spectrum-external-tables.html).
 */
export function isHidden(key: string, folder: string): boolean {
  // If a folder ends within a part, that part is not below it.
  const from = folder === '' || folder.endsWith('/') ? folder.length : key.indexOf('/', folder.length) + 1
  return (from > 0 || folder === '') && HIDDEN.test(key.slice(from))
}

const HIDDEN = /(?:^|\/)(?:\.|_[^/=]*(?:\/|$))/
