/**
 * PostgreSQL's names of the collations that a column may have, and COLLATE give, by all of theirs.
 * https://docs.aws.amazon.com/redshift/latest/dg/r_COLLATE.html
 */
export const COLLATIONS: ReadonlyMap<string, string> = new Map([
  ['case_insensitive', 'case_insensitive'],
  ['ci', 'case_insensitive'],
  ['case_sensitive', 'C'],
  ['cs', 'C'],
])
