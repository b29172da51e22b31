/** Returns `name` as an identifier of SQL. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Returns a table's name, after its schema's and a dot if it has one, as SQL. */
export function quoteTable(table: string): string {
  return table.split('.').map(quoteName).join('.')
}

/** Returns `text` as a constant of SQL. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
