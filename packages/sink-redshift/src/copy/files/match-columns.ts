import { matchFields, SourceError, type Column } from '@arbalest/core/plugin'

/**
 * Returns which columns the fields of the object at `url` go to, in their order, by the names that
 * its header gives them: those it lacks are left out. Names of which none is a column's, or that
 * are as many as the columns and stand in none's place but their own, are another spelling, and the
 * columns stay as they are. Throws `SourceError` with the code `NAMES_DIFFER` if names contradict
 * that, as a name does that stands twice, or if a column that must have a value has none.
 */
export function columnsOfHeader(
  columns: readonly Column[],
  url: string,
  header: readonly string[],
): readonly Column[] {
  // A line may end in a delimiter.
  const fields = header.length > columns.length && header.at(-1) === '' ? header.slice(0, -1) : header
  const meant = matchFields(columns, fields)
  if (meant.every((column) => column === undefined)) return columns
  const twice = fields.find((field, index) => isThereBefore(fields, meant, index))
  if (twice !== undefined) throw namesDiffer(url, `its header has "${twice}" twice`)
  const unknown = fields.filter((_, index) => meant[index] === undefined)
  if (unknown.length > 0) {
    if (fields.length === columns.length && stand(meant, columns)) return columns
    throw namesDiffer(url, `its header has ${quoted(unknown)}, and no field has this name`)
  }
  const found = new Set(meant)
  const needed = columns.filter((column) => column.notNull && !found.has(column))
  if (needed.length > 0)
    throw namesDiffer(
      url,
      `its header lacks ${quoted(needed.map(({ name }) => name))}, which must have a value`,
    )
  return meant as readonly Column[]
}

/**
 * Throws `SourceError` with the code `NAMES_DIFFER` if a column of the Parquet file at `url` has
 * the name of a column, and stands in the place of another: COPY goes by places.
 */
export function checkColumnsOfFile(columns: readonly Column[], url: string, fields: readonly string[]): void {
  const meant = matchFields(columns, fields)
  if (stand(meant, columns)) return
  throw namesDiffer(
    url,
    `its columns are ${quoted(fields)}, and the fields are ${quoted(columns.map(({ name }) => name))}, and COPY takes them in that order`,
  )
}

/** Whether each column that is meant stands in its own place. */
function stand(meant: readonly (Column | undefined)[], columns: readonly Column[]): boolean {
  return meant.every((column, index) => column === undefined || column === columns[index])
}

function isThereBefore(
  fields: readonly string[],
  meant: readonly (Column | undefined)[],
  index: number,
): boolean {
  const [field, column] = [fields[index], meant[index]]
  if (field === '') return false
  return column ? meant.indexOf(column) < index : fields.indexOf(field!) < index
}

const MOST_QUOTED = 20

function quoted(names: readonly string[]): string {
  const more = names.length > MOST_QUOTED ? ` and ${names.length - MOST_QUOTED} more` : ''
  return `${names
    .slice(0, MOST_QUOTED)
    .map((name) => `"${name}"`)
    .join(', ')}${more}`
}

function namesDiffer(url: string, what: string): SourceError {
  return new SourceError(
    'NAMES_DIFFER',
    `${url}: ${what}. Nothing of this transaction is loaded. Correct the target's fields, or set match: position under the step's copy; then fields are taken in their order, whatever their names are.`,
    { object: url },
  )
}
