import { sinkJournal } from '../built-in/plugins.js'
import { containParts, type PartsOfStep } from './container.js'
import { ConfigError, isConfigError } from '../faults/errors.js'
import type { Faults } from '../faults/faults.js'
import type { AnyPlugin, PluginKind } from '../contracts/plugin.js'
import { checkPlugin, findPlugin, type PluginLoader } from './plugin-loader.js'
import type { LoadStep, SqlStep, Step } from '../engine/step.js'
import type { Target } from '../tables/target.js'
import type {
  Configuration,
  LoadConfiguration,
  SqlConfiguration,
  StepConfiguration,
  Use,
} from './configuration.js'
import { nameOf } from './parse-configuration.js'
import { parseTarget } from './parse-target.js'

/** A step, and the parts that are to be closed after it. */
export interface AssembledStep {
  readonly step: Step
  readonly parts: PartsOfStep
}

/** What all steps of a pipeline are assembled from. */
export interface Assembly {
  readonly configuration: Configuration
  readonly pipeline: string
  readonly loader: PluginLoader
  readonly signal: AbortSignal
  readonly notice: (scope: string, message: string) => void
  /** Where all that is wrong is gathered; a step is of use only where there is nothing. */
  readonly faults: Faults
}

/** The step that stands at `place` of the configuration. */
export async function assembleStep(
  given: StepConfiguration,
  place: string,
  assembly: Assembly,
): Promise<AssembledStep> {
  const { pipeline, loader, signal, notice, faults } = assembly
  const scope = `${pipeline}/${nameOf(given)}`
  const parts = containParts({ scope, signal, notice: (message) => notice(scope, message) })
  const faultsBefore = faults.count
  for (const wanted of 'load' in given
    ? partsOfLoad(given, place, assembly)
    : partsOfSql(given, place, assembly)) {
    const plugin = await faults.gatherAsync(wanted.place, () => pluginOf(wanted, loader))
    if (!plugin) continue
    const options = faults.gather(`${wanted.place}.with`, () => parseOptions(plugin, wanted, place, faults))
    parts.register(wanted.kind, (context) => plugin.create(options, context))
  }
  if (!('load' in given)) return { step: sqlStep(given, scope, parts), parts }
  const target = faults.gather(`${place}.target`, () => parseTarget(given.target))
  const step = loadStep(given, scope, parts, target)
  if (target && faults.count === faultsBefore) {
    faults.gather(place, () => step.strategy.check?.(target, step.source))
    faults.gather(place, () => step.sink.check?.(target))
    if (target.evolve && !step.sink.schema)
      faults.add(`${place}.target.evolve`, `asks for columns to be added, which ${step.sink.url} cannot do.`)
  }
  return { step, parts }
}

interface Wanted {
  readonly kind: PluginKind
  readonly use: Use<PluginKind>
  readonly place: string
  /** A step's own additions to the options of its sink. */
  readonly copy?: Readonly<Record<string, unknown>> | undefined
}

function* partsOfLoad(step: LoadConfiguration, place: string, assembly: Assembly): Generator<Wanted> {
  yield { kind: 'source', use: step.source, place: `${place}.source` }
  yield { kind: 'strategy', use: step.strategy, place: `${place}.strategy` }
  yield* sinkOf(step, place, assembly, step.copy)
  const { journal } = assembly.configuration
  if (step.journal) yield { kind: 'journal', use: step.journal, place: `${place}.journal` }
  else yield { kind: 'journal', use: journal ?? { use: sinkJournal }, place: 'journal' }
}

function* partsOfSql(step: SqlConfiguration, place: string, assembly: Assembly): Generator<Wanted> {
  yield* sinkOf(step, place, assembly)
}

function* sinkOf(
  step: StepConfiguration,
  place: string,
  { configuration, faults }: Assembly,
  copy?: LoadConfiguration['copy'],
): Generator<Wanted> {
  if (step.sink) yield { kind: 'sink', use: step.sink, place: `${place}.sink`, copy }
  else if (configuration.sink) yield { kind: 'sink', use: configuration.sink, place: 'sink', copy }
  else faults.add(place, 'has no sink; name one here, or at the top for all steps.')
}

async function pluginOf({ kind, use: { use } }: Wanted, loader: PluginLoader): Promise<AnyPlugin> {
  return typeof use === 'string' ? findPlugin(kind, use, loader) : checkPlugin(kind, use, 'use')
}

function parseOptions(plugin: AnyPlugin, { use, copy }: Wanted, place: string, faults: Faults): unknown {
  if (!copy) return plugin.parse(use.with)
  const options = Object(use.with ?? {}) as { readonly copy?: object }
  try {
    return plugin.parse({ ...options, copy: { ...options.copy, ...copy } })
  } catch (error) {
    if (!isConfigError(error)) throw error
    // A fault in what the step itself wrote is told where it wrote it.
    const own = error.faults.filter((fault) => Object.keys(copy).some((key) => fault.place === `copy.${key}`))
    for (const fault of own) faults.add(`${place}.${fault.place}`, fault.message)
    const rest = error.faults.filter((fault) => !own.includes(fault))
    if (rest.length > 0) throw new ConfigError('CONFIG_INVALID', rest)
    return undefined
  }
}

function loadStep(
  { load }: LoadConfiguration,
  scope: string,
  parts: PartsOfStep,
  target: Target | undefined,
): LoadStep {
  return {
    kind: 'load',
    name: load,
    scope,
    target: target!,
    get source() {
      return parts.get('source')
    },
    get strategy() {
      return parts.get('strategy')
    },
    get sink() {
      return parts.get('sink')
    },
    get journal() {
      return parts.get('journal')
    },
  }
}

function sqlStep({ sql, statements }: SqlConfiguration, scope: string, parts: PartsOfStep): SqlStep {
  return {
    kind: 'sql',
    name: sql,
    scope,
    statements: statements.map((statement) =>
      typeof statement === 'string' ? { text: statement } : statement,
    ),
    get sink() {
      return parts.get('sink')
    },
  }
}
