import { setTimeout as sleep } from 'node:timers/promises'
import { readJournal } from './journal.js'
import type { Scenario } from '../scenario.js'
import type { World } from '../world.js'

/** What runs have left, with what is a trial's own taken out of all names. */
export interface Outcome {
  /** The rows of each table, in one order. */
  readonly rows: Readonly<Record<string, readonly string[]>>
  /** The marks of each table of marks. */
  readonly marks: Readonly<Record<string, readonly string[]>>
  /** How much each ledger says that was loaded. */
  readonly ledgers: Readonly<Record<string, readonly string[]>>
  /** What the journal in S3 holds, if there is one, as its marks; it is read to the last byte. */
  readonly journal: readonly string[]
  /** All other tables, those of sessions included: none is to be left. */
  readonly others: readonly string[]
  /** What there is in the bucket besides the objects. */
  readonly files: readonly string[]
}

/**
 * What of an outcome must be as in peace: not the files that the scenario allows to be left. If all is loaded
 * anew, how much the ledger says was loaded depends on when a run was killed, and on how many ran at once.
 */
export function compared(outcome: Outcome, { leaves, words }: Scenario): Outcome {
  const files = outcome.files.filter((file) => !leaves?.test(file))
  return { ...outcome, files, ...(words && { ledgers: {} }) }
}

/** How long a server may take to clear up behind a session whose client was killed. */
const CLEARING_MS = 10_000

/** Reads what the trial `name` has left, of which `tables` are those that it loads. */
export async function readOutcome(world: World, name: string, tables: readonly string[]): Promise<Outcome> {
  const isKept = (table: string) =>
    tables.includes(table) || isOfMarks(table) || isLock(table) || isLedger(table)
  const isForeign = (table: string) => !isKept(table)
  const schemas = await settled(world, name, isForeign)
  const found = [...schemas.keys()]
  const anonymous = (text: string) => withoutIds(text.replaceAll(name, 'trial'))
  const files = await filesOf(world, name)
  const read = async (wanted: readonly string[], columns: string) => {
    const contents: Record<string, readonly string[]> = {}
    for (const table of wanted) {
      const content = await world.query(`select ${columns} from "${schemas.get(table)}"."${table}"`)
      contents[anonymous(table)] = content.map((row) => anonymous(JSON.stringify(row))).toSorted()
    }
    return contents
  }
  return {
    rows: await read(
      found.filter((table) => tables.includes(table)),
      '*',
    ),
    marks: await read(found.filter(isOfMarks), '"key", "version"'),
    ledgers: await read(
      found.filter(isLedger),
      'sum("units") as "units", sum("objects") as "objects", sum("bytes") as "bytes", sum("rows") as "rows"',
    ),
    journal: files.some((file) => file.includes('/indexes/')) ? await readJournal(world, name) : [],
    others: found.filter(isForeign).map(anonymous),
    files: files.map(anonymous).toSorted(),
  }
}

/** The trial's tables, each with its schema, once there are none but those to be kept, or at the end of our patience. */
async function settled(
  world: World,
  name: string,
  isForeign: (table: string) => boolean,
): Promise<ReadonlyMap<string, string>> {
  const deadline = performance.now() + CLEARING_MS
  for (;;) {
    const found = await world.query(
      `select tablename, schemaname from pg_tables where tablename ~ '_${name}(_|$)' and schemaname !~ '^pg_toast' order by 1`,
    )
    const tables = new Map(found.map((row) => [String(row['tablename']), String(row['schemaname'])]))
    if (![...tables.keys()].some(isForeign) || performance.now() > deadline) return tables
    await sleep(50)
  }
}

function isOfMarks(table: string): boolean {
  return table.startsWith('arbalest_marks_')
}

function isLedger(table: string): boolean {
  return table.startsWith('arbalest_loads_')
}

function isLock(table: string): boolean {
  return table.startsWith('arbalest_lock_')
}

/** A text without what is derived from the name of a trial, or drawn by lot. */
function withoutIds(text: string): string {
  return text
    .replace(/_[0-9a-f]{8}(?=$|\.json$)/, '')
    .replaceAll(/\b[0-9a-f]{16}\//g, '')
    .replaceAll(/(indexes|segments)\/[0-9a-f]{32}/g, '$1/any')
}

/** The keys of all that commands have put into a bucket. */
export async function filesOf(world: World, bucket: string): Promise<string[]> {
  const listing = await (await world.fetch(`${bucket}?list-type=2&prefix=arbalest/`)).text()
  return Array.from(listing.matchAll(/<Key>([^<]*)<\/Key>/g), ([, key]) => key!)
}
