import type { Sink } from '../contracts/sink/sink.js'
import type { Statement } from '../contracts/sink/statement.js'
import type { SqlStep } from '../contracts/step/step.js'
import type { FaultPath } from '../faults/fault.js'
import type { Faults } from '../faults/faults.js'
import type { SqlConfiguration } from './parsing/configuration.js'

/** Returns the text of a file whose path the user wrote in the configuration. Throws what says why it cannot be read. */
export type FileReader = (path: string) => Promise<string>

/** What a step is made of besides what the user wrote. */
interface SqlParts {
  readonly scope: string
  readonly readFile: FileReader | undefined
  /** Returns the step's sink; undefined if it cannot be made, so that texts cannot be cut. */
  readonly soundSink: () => Sink | undefined
  readonly faults: Faults
}

/** An entry of a step's statements as text, and where it stands. */
interface Entry extends Statement {
  readonly path: FaultPath
}

/** Returns the step that stands at `path`: its files read, its texts cut into statements. Adds what is wrong with them to `faults`. */
export async function makeSqlStep(
  given: SqlConfiguration,
  path: FaultPath,
  { scope, readFile, soundSink, faults }: SqlParts,
): Promise<SqlStep> {
  const { sql: name, transaction } = given
  const entries = await readEntries(given, path, readFile, faults)
  const sink = soundSink()
  const statements = sink ? cutEntries(entries, given, sink, faults) : []
  if (sink && transaction === 'none' && !sink.powers.executeAlone)
    faults.add(
      [...path, 'transaction'],
      `is none, and ${sink.url} runs statements in one transaction only. Leave it out.`,
    )
  return { kind: 'sql', name, scope, statements, transaction, sink: sink! }
}

async function readEntries(
  { statements }: SqlConfiguration,
  path: FaultPath,
  readFile: FileReader | undefined,
  faults: Faults,
): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  for (const [index, given] of statements.entries()) {
    const at = [...path, 'statements', index]
    if (typeof given === 'string') entries.push({ text: given, path: at })
    else if ('text' in given) entries.push({ ...given, path: at })
    else {
      const text = await readText(given.file, [...at, 'file'], readFile, faults)
      if (text !== undefined) entries.push({ text, values: given.values, path: at })
    }
  }
  return entries
}

async function readText(
  file: string,
  path: FaultPath,
  readFile: FileReader = refuseFile,
  faults: Faults,
): Promise<string | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    faults.add(path, error instanceof Error ? error.message : String(error))
    return undefined
  }
}

const refuseFile: FileReader = async () => {
  throw new Error(
    'names a file, and assemble() has no readFile that reads it: give it one, or give the text.',
  )
}

/** Returns the statements of all entries, each by itself as far as the sink can cut texts. */
function cutEntries(
  entries: readonly Entry[],
  { transaction = 'one' }: SqlConfiguration,
  { powers }: Sink,
  faults: Faults,
): Statement[] {
  return entries.flatMap(({ path, text, values }) => {
    const statement = { text, ...(values && { values }) }
    const cut = faults.gather(path, () => powers.split?.(statement, transaction) ?? [statement])
    if (cut?.length === 0) faults.add(path, 'holds no statement.')
    return cut ?? []
  })
}
