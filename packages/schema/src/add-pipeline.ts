import { ConfigError } from '@arbalest/core'
import { isMap, isScalar, parseDocument, YAMLMap } from 'yaml'
import type { InferredTable } from './inferred-table.js'
import { commentOf, pipelineOf, printStep, WRITTEN, type StepToPrint } from './print-step.js'

/**
 * Returns the text of a configuration in YAML with a pipeline added that loads what `inferred` was
 * inferred from. All that stands there stays, comments included; only blanks and the breaks of lines
 * may be others. Throws `ConfigError`, which says nothing of `configuration` but where it is wrong, if that is
 * no YAML, or no configuration, or has a pipeline of this name.
 *
 * @example
 * ```ts
 * await writeFile(path, addPipeline(await readFile(path, 'utf8'), inferred, step))
 * ```
 */
export function addPipeline(configuration: string, inferred: InferredTable, step: StepToPrint): string {
  const document = parseDocument(configuration)
  const [error] = document.errors
  if (error) throw refused(`it is not YAML (${error.code}, line ${error.linePos?.[0].line ?? 1})`)
  if (document.contents === null)
    return `${configuration.trimEnd()}\n${printStep(inferred, step)}`.trimStart()
  if (!isMap(document.contents)) throw refused('it is not a configuration, whose keys are at the top')
  const hasSink = /(?:^|sink-)duckdb$/.test(String(document.getIn(['sink', 'use'])))
  const pair = pipelineOf(inferred, hasSink ? { ...step, sink: undefined } : step)
  const before = document.get('pipelines', true)
  if (before === undefined || (isScalar(before) && before.value === null))
    document.set('pipelines', new YAMLMap())
  const map = document.get('pipelines', true)
  if (!isMap(map)) throw refused('its pipelines are not an object of pipelines by their names')
  if (map.has(pair.key.value))
    throw refused(
      `it has a pipeline "${String(pair.key.value)}" already; remove that, or give another --table`,
    )
  pair.key.commentBefore = commentOf(inferred, step)
  map.flow = false
  map.items.push(pair)
  return document.toString(WRITTEN)
}

function refused(what: string): ConfigError {
  return new ConfigError('CONFIG_INVALID', `Nothing is added to the configuration: ${what}.`)
}
