import { columnName, type Path } from '@arbalest/core/plugin'

/**
 * Gives columns names that differ from each other, and from those that Redshift keeps for itself, and
 * that nobody has to put in quotes: https://docs.aws.amazon.com/redshift/latest/dg/r_names.html
 */
export class ColumnNames {
  readonly #taken = new Map<string, Path>()
  readonly #refused: ReadonlySet<string>

  /** None is called as one of `refused`. Default: none beside those that Redshift keeps. */
  constructor(refused: readonly string[] = []) {
    this.#refused = new Set([...RESERVED, ...refused])
  }

  /** The name to write out for the column at `path`, and why; none where the one made from the path will do. */
  nameFor(path: Path): { readonly name: string; readonly reason: string } | undefined {
    const made = columnName(path)
    const easy = easyName(made)
    const rival = this.#taken.get(easy)
    const reason = rival
      ? `would share the column "${easy}" with ${showPath(rival)}`
      : easy === '' || this.#refused.has(easy)
        ? `"${made}" cannot be the name of a column`
        : easy === made
          ? undefined
          : `"${made}" would have to be put in quotes`
    if (reason === undefined) {
      this.#taken.set(made, path)
      return undefined
    }
    const name = rival || easy === '' || this.#refused.has(easy) ? this.#numbered(easy) : easy
    this.#taken.set(name, path)
    return { name, reason }
  }

  #numbered(made: string): string {
    const base = made || 'column'
    for (let number = 2; ; number++) {
      const end = `_${number}`
      const name = `${cut(base, MOST_BYTES - end.length)}${end}`
      if (!this.#taken.has(name)) return name
    }
  }
}

/** Returns `name` if it needs no quotes; otherwise one like it that needs none, or nothing if nothing is left of it. */
function easyName(name: string): string {
  if (/^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(name)) return name
  const words = name.replaceAll(/[^\p{L}\p{M}\p{N}_]+/gu, '_').replaceAll(/^_+|_+$/g, '')
  return cut(/^[\p{L}_]/u.test(words) || words === '' ? words : `_${words}`, MOST_BYTES)
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
const RESERVED = ['oid', 'tableoid', 'xmin', 'cmin', 'xmax', 'cmax', 'ctid']
const MOST_BYTES = 127

function cut(name: string, most: number): string {
  let text = name
  while (Buffer.byteLength(text) > most) text = Array.from(text).slice(0, -1).join('')
  return text
}
