import { columnName, type Path } from '@arbalest/core/plugin'

/** Gives columns names that differ from each other, and from those that Redshift keeps for itself. */
export class ColumnNames {
  readonly #taken = new Map<string, Path>()

  /** The name to write out for the column at `path`, and why; none where the one made from the path will do. */
  nameFor(path: Path): { readonly name: string; readonly reason: string } | undefined {
    const made = columnName(path)
    const rival = this.#taken.get(made)
    const reason = rival
      ? `would share the column "${made}" with ${showPath(rival)}`
      : made.trim() === '' || RESERVED.has(made)
        ? `"${made}" cannot be the name of a column`
        : undefined
    if (reason === undefined) {
      this.#taken.set(made, path)
      return undefined
    }
    const name = this.#numbered(made)
    this.#taken.set(name, path)
    return { name, reason }
  }

  #numbered(made: string): string {
    // A reference to the environment would be resolved where the name is written out.
    const base = (made.trim() || 'column').replaceAll('${', '$')
    for (let number = 2; ; number++) {
      const end = `_${number}`
      const name = `${cut(base, MOST_BYTES - end.length)}${end}`
      if (!this.#taken.has(name)) return name
    }
  }
}

/** A path as a person writes it: `geometry.coordinates[0]`. */
export function showPath(path: Path): string {
  return path
    .map((step, index) =>
      typeof step === 'number'
        ? `[${step}]`
        : `${index > 0 ? '.' : ''}${/^[\w-]+$/.test(step) ? step : JSON.stringify(step)}`,
    )
    .join('')
}

// https://docs.aws.amazon.com/redshift/latest/dg/c_unsupported-postgresql-features.html
const RESERVED = new Set(['oid', 'tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid'])
const MOST_BYTES = 127

function cut(name: string, most: number): string {
  let text = name
  while (Buffer.byteLength(text) > most) text = Array.from(text).slice(0, -1).join('')
  return text
}
