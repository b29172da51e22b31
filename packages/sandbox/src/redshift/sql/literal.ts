/** `value` as a string of PostgreSQL's, whatever its settings. */
export function quoteLiteral(value: string): string {
  const quoted = value.replaceAll('\\', '\\\\').replaceAll("'", "''")
  // PostgreSQL's grammar takes a backslash for itself, where nothing says that it escapes.
  return `${value.includes('\\') ? 'E' : ''}'${quoted}'`
}
