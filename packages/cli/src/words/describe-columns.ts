/** Columns by their names: `the columns "a", "b"`. */
export function describeColumns(names: readonly string[]): string {
  return `the column${names.length === 1 ? '' : 's'} ${names.map((name) => `"${name}"`).join(', ')}`
}
