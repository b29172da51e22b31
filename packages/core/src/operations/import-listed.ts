import type { LoadStep } from '../contracts/step/step.js'
import type { Unit } from '../contracts/strategy/unit.js'
import { listUnits } from '../engine/load.js'
import { look, type Seen } from '../engine/planning/look.js'
import { presentOrigin } from '../engine/planning/origin-of.js'
import { ConfigError, SourceError } from '../faults/errors.js'

/** What of a listing is taken for loaded. */
export interface ImportListedOptions {
  /** Only units all of whose objects were last written before. Default: all. */
  readonly before?: Date | undefined
  /** Is given what would be recorded, before it is; if it returns false, nothing is. Default: goes on. */
  readonly confirm?: ((found: ListedUnits) => boolean | Promise<boolean>) | undefined
}

/** Units of a listing. */
export interface ListedUnits {
  readonly units: number
  readonly objects: number
  readonly bytes: number
  /** The key of the first object, and that of the last. */
  readonly first: string | undefined
  readonly last: string | undefined
  /** Whether the step's table has rows, has none, or is not there. Absent: that is not known. */
  readonly table?: TablePresence | undefined
}

/** What there is of a table. */
export type TablePresence = 'filled' | 'empty' | 'absent'

/**
 * Begins the journal of a step with what its source lists now, each unit as it now stands, so
 * that a run loads only what comes or changes from then on: for a table that somebody else has
 * loaded so far. Returns what was recorded; undefined if that was not confirmed. Throws
 * `ConfigError` if something is recorded already, if nothing is listed that could be, or if
 * the source does not say when its objects were written, though `before` is given; and
 * `SourceError`, which is worth another try, if the listing changes meanwhile.
 *
 * @example
 * ```ts
 * await importListed(step, { before: new Date('2018-02-01'), confirm: ({ objects }) => objects < 1_000 })
 * ```
 */
export async function importListed(
  step: LoadStep,
  { before, confirm = () => true }: ImportListedOptions = {},
): Promise<ListedUnits | undefined> {
  const found = new Survey()
  for await (const page of wanted(step, before)) found.add(page)
  if (found.units === 0) throw nothingListed(step, before)
  const table = presenceOf(await look(step))
  const listed = { ...found.sum, ...(table && { table }) }
  if (!(await confirm(listed))) return undefined
  await step.journal.upkeep.import(same(wanted(step, before), found), await presentOrigin(step))
  return listed
}

function presenceOf({ known, table }: Seen): TablePresence | undefined {
  if (!known) return undefined
  if (!table) return 'absent'
  return table.hasRows ? 'filled' : 'empty'
}

/** Adds up units. */
class Survey {
  units = 0
  #objects = 0
  #bytes = 0
  #first: string | undefined
  #last: string | undefined

  add(units: readonly Unit[]): void {
    this.units += units.length
    for (const { objects } of units) {
      this.#objects += objects.length
      for (const { key, size } of objects) {
        this.#bytes += size
        this.#first ??= key
        this.#last = key
      }
    }
  }

  get sum(): ListedUnits {
    const [objects, bytes] = [this.#objects, this.#bytes]
    return { units: this.units, objects, bytes, first: this.#first, last: this.#last }
  }
}

async function* wanted(step: LoadStep, before: Date | undefined): AsyncGenerator<readonly Unit[]> {
  for await (const page of listUnits(step))
    yield before ? page.filter(({ objects }) => objects.every((object) => isBefore(object, before))) : page
}

function isBefore({ key, modified }: Unit['objects'][number], before: Date): boolean {
  if (modified) return modified < before
  throw new ConfigError(
    'CONFIG_INVALID',
    `The source does not say when "${key}" was written, so it is not known which objects are older.`,
  )
}

/** Passes units on; throws if they are not those that were found. */
async function* same(pages: AsyncIterable<readonly Unit[]>, found: Survey): AsyncGenerator<readonly Unit[]> {
  const again = new Survey()
  for await (const page of pages) {
    again.add(page)
    yield page
  }
  if (JSON.stringify(again.sum) === JSON.stringify(found.sum)) return
  throw new SourceError(
    'OBJECT_CHANGED',
    'The listing has changed since it was counted; nothing is recorded. Try again, or use --before.',
    { retryable: true },
  )
}

function nothingListed({ source }: LoadStep, before: Date | undefined): ConfigError {
  const which = before ? `no unit whose objects were all written before ${before.toISOString()}` : 'nothing'
  return new ConfigError('CONFIG_INVALID', `${source.url} lists ${which}, so nothing can be recorded.`)
}
