import { counted } from '@arbalest/core/host'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { ConfigError, importKeys, importListed, type ListedUnits, type LoadStep } from '@arbalest/core'
import { askWhether } from '../../output/ask-whether.js'
import type { Output } from '../../output/output.js'
import { bytes } from '../../words/amount.js'
import { performOnStep } from '../../perform/perform-on-step.js'
import type { PipelineOptions } from '../../perform/pipeline-options.js'
import { printable } from '../../words/printable.js'

/** The options of `journal import`. */
export interface ImportOptions extends PipelineOptions {
  /** Whether what is listed now is imported. */
  readonly listed?: boolean
  /** Only what was written before. */
  readonly before?: Date
  /** Whether what is listed is recorded without a question. */
  readonly yes?: boolean
}

/** Begins the journal of a step with a list of keys, or with what is listed now. */
export function journalImportCommand(
  scope: string,
  file: string | undefined,
  options: ImportOptions,
): Promise<number> {
  if (file !== undefined && !options.listed && !options.before) return importFile(scope, file, options)
  return performOnStep(scope, options, async (step, output, signal) => {
    if (file !== undefined || !options.listed)
      throw new ConfigError('CONFIG_INVALID', 'Give a file, or --listed, with --before to limit it.')
    const imported = await importListed(step, {
      before: options.before,
      confirm(found) {
        showListed(step, found, output)
        return options.yes === true || askWhether(`record this as loaded into "${step.target.table}"`, signal)
      },
    })
    if (!imported) return output.progress('nothing is recorded')
    if (output.json) return output.object({ type: 'imported', scope })
    output.line(`of ${scope} recorded as loaded; the next run loads all others`)
  })
}

function showListed({ scope, source, target }: LoadStep, found: ListedUnits, output: Output): void {
  if (output.json) return output.object({ type: 'listed', scope, ...found })
  const { units, objects, bytes: size, first = '', last = '' } = found
  output.line(`${counted(objects, 'object')} (${bytes(size)}) in ${counted(units, 'unit')} of ${source.url}`)
  output.line(`  from ${printable(first)}`)
  output.line(`  to   ${printable(last)}`)
  if (found.table === 'absent' || found.table === 'empty')
    output.line(
      `  into "${target.table}", which ${found.table === 'empty' ? 'has no rows' : 'is not there'}: none of this is in it, and no run will load it`,
    )
}

/**
 * Begins the journal of a step with the keys in `file`, or in what is piped in if
 * that is `-`: a JSON list, as the Python ancestor kept it in `<table>_journal.json`.
 * A unit is taken for loaded, as it now stands, if all its objects are in the list.
 */
function importFile(scope: string, file: string, options: PipelineOptions): Promise<number> {
  return performOnStep(scope, options, async (step, output) => {
    const { units, unlisted } = await importKeys(step, await readKeys(file))
    if (output.json) return output.object({ type: 'imported', scope, units, unlisted: unlisted.length })
    output.line(`${counted(units, 'unit')} of ${scope} recorded as loaded; the next run loads all others`)
    if (unlisted.length > 0)
      output.line(
        `  ${counted(unlisted.length, 'key')} not in ${step.source.url}, such as ${printable(unlisted[0]!)}`,
      )
  })
}

async function readKeys(file: string): Promise<readonly string[]> {
  const keys = parse(file === '-' ? await text(process.stdin) : await read(file))
  if (isListOfTexts(keys)) return keys
  throw new ConfigError(
    'CONFIG_INVALID',
    `"${file}" must be a JSON list of keys, such as ["events/a.json", "events/b.json"].`,
  )
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new ConfigError('CONFIG_NOT_FOUND', `"${file}" cannot be read.`, { cause })
  }
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content) as unknown
  } catch {
    return undefined // which is no list either
  }
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}
