import { sinkJournal } from '../built-in/plugins.js'
import type { AnyPlugin, PluginKind } from '../contracts/plugin.js'
import type { Step } from '../contracts/step/step.js'
import { VERSION } from '../contracts/version.js'
import type { FaultPath } from '../faults/fault.js'
import type { Faults } from '../faults/faults.js'
import type {
  Configuration,
  LoadConfiguration,
  StepConfiguration,
  UseOrName,
} from './parsing/configuration.js'
import { checkStep } from './check-step.js'
import { containParts, type PartsOfStep } from './container.js'
import { nameOf } from './parsing/parse-configuration.js'
import { definitionOf } from './definition-of.js'
import { parseOptions } from './parsing/parse-options.js'
import { parseTarget } from './parsing/parse-target.js'
import { secretsOf } from './parsing/secrets-of.js'
import { checkPlugin } from './plugins/check-plugin.js'
import { findPlugin } from './plugins/find-plugin.js'
import { idleOf, makeLoadStep } from './load-step.js'
import type { PluginLoader } from './plugins/plugin-loader.js'
import { makeSqlStep, type FileReader } from './sql-step.js'

/** What all steps of a pipeline are assembled from. */
export interface Assembling {
  readonly configuration: Configuration
  readonly pipeline: string
  readonly loader: PluginLoader
  readonly readFile: FileReader | undefined
  readonly signal: AbortSignal
  readonly notice: (scope: string, message: string) => void
  readonly trace: ((scope: string, statement: string, milliseconds: number) => void) | undefined
  /** Takes all that is wrong; a step is of use only if there is nothing. */
  readonly faults: Faults
  /** Takes what must be closed when the step is no longer needed. */
  readonly made: AsyncDisposable[]
  /** Takes what finds the secrets among the options of each plugin, for whoever wants to hide them. */
  readonly secrets: (() => readonly string[])[]
}

/** A step, and where in the configuration it stands. */
export interface PlacedStep {
  readonly step: Step
  readonly path: FaultPath
}

/** A part that a step wants, and where in the configuration it is wanted. */
export interface Wanted {
  readonly kind: PluginKind
  readonly use: UseOrName<PluginKind>
  readonly path: FaultPath
}

/** Returns the step that stands at `path` of the configuration. */
export async function assembleStep(
  given: StepConfiguration,
  path: FaultPath,
  assembling: Assembling,
): Promise<Step> {
  const { pipeline, signal, notice, trace, faults, made } = assembling
  const scope = `${pipeline}/${nameOf(given)}`
  const parts = containParts({
    scope,
    signal,
    notice: (message) => notice(scope, message),
    ...('load' in given && { table: given.target.table }),
    trace: trace && ((statement, milliseconds) => trace(scope, statement, milliseconds)),
  })
  made.push(parts)
  const faultsBefore = faults.count
  const plugins = new Map<PluginKind, AnyPlugin>()
  const wanted = [
    ...('load' in given ? partsOfLoad(given, path, assembling) : sinkOf(given, path, assembling)),
  ]
  for (const each of wanted) {
    const plugin = await registerPart(each, given, path, parts, assembling)
    if (plugin) plugins.set(each.kind, plugin)
  }
  const target =
    'load' in given
      ? faults.gather([...path, 'target'], () =>
          parseTarget(given.target, plugins.get('sink') as AnyPlugin<'sink'> | undefined),
        )
      : undefined
  // What parts find wrong with options that are not right themselves would be noise.
  if (faults.count === faultsBefore) makeParts(wanted, parts, faults)
  const areSound = faults.count === faultsBefore
  if ('sql' in given) {
    const soundSink = () => (areSound ? parts.get('sink') : undefined)
    return makeSqlStep(given, path, { scope, readFile: assembling.readFile, soundSink, faults })
  }
  const { limits, showValues, idle } = assembling.configuration
  const define = () =>
    definitionOf(
      [VERSION, given, ...wanted.map(({ use }) => use)],
      assembling.secrets.flatMap((find) => find()),
    )
  const step = makeLoadStep({ limits, ...given }, parts, {
    scope,
    showValues,
    target: target!,
    idle: idleOf(given.idle ?? idle, define),
  })
  if (areSound) checkStep(step, path, faults)
  return step
}

/** Registers how a part is made, and returns its plugin; undefined if there is none such. */
export async function registerPart(
  { kind, use: wanted, path }: Wanted,
  step: StepConfiguration | undefined,
  stepPath: FaultPath,
  parts: PartsOfStep,
  { loader, faults, secrets }: Pick<Assembling, 'loader' | 'faults' | 'secrets'>,
): Promise<AnyPlugin | undefined> {
  const { use, with: given } = typeof wanted === 'string' ? { use: wanted } : wanted
  const plugin = await faults.gatherAsync(path, async () =>
    typeof use === 'string' ? findPlugin(kind, use, loader) : checkPlugin(kind, use, 'use'),
  )
  if (!plugin) return undefined
  const copy = kind === 'sink' && step && 'load' in step ? step.copy : undefined
  const options = parseOptions(plugin, given, { path: [...path, 'with'], copy, stepPath, faults })
  parts.register(kind, (context) => plugin.create(options, context))
  secrets.push(() => [...secretsOf(plugin.options, given), ...secretsOf(plugin.options, { copy })])
  return plugin
}

/** Makes every part, so that all that is wrong with their options is found before anything is done. */
export function makeParts(wanted: readonly Wanted[], parts: PartsOfStep, faults: Faults): void {
  // A journal asks for its sink, whose own faults must stand where the sink does.
  for (const { kind, path } of wanted.toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind)))
    faults.gather([...path, 'with'], () => parts.get(kind))
}

const ORDER: readonly PluginKind[] = ['source', 'strategy', 'sink', 'journal', 'observer']

function* partsOfLoad(step: LoadConfiguration, path: FaultPath, assembling: Assembling): Generator<Wanted> {
  yield { kind: 'source', use: step.source, path: [...path, 'source'] }
  yield { kind: 'strategy', use: step.strategy, path: [...path, 'strategy'] }
  yield* sinkOf(step, path, assembling)
  const { journal } = assembling.configuration
  if (step.journal) yield { kind: 'journal', use: step.journal, path: [...path, 'journal'] }
  else yield { kind: 'journal', use: journal ?? { use: sinkJournal }, path: ['journal'] }
}

function* sinkOf(
  step: StepConfiguration,
  path: FaultPath,
  { configuration, faults }: Assembling,
): Generator<Wanted> {
  if (step.sink) yield { kind: 'sink', use: step.sink, path: [...path, 'sink'] }
  else if (configuration.sink) yield { kind: 'sink', use: configuration.sink, path: ['sink'] }
  else faults.add(path, 'has no sink; name one here, or at the top for all steps.')
}
