import { assemble, manifest } from '@arbalest/core'
import { definePlugin, optionsSchema, type Target } from '@arbalest/core/plugin'
import type { CopyOptions } from '@arbalest/sink-redshift'
import { MemorySink, MemorySource } from '@arbalest/testing'
import { defaultLoaders } from 'cosmiconfig'
import * as v from 'valibot'
import { printStep, type InferredTable } from '../src/index.js'

const options = optionsSchema(v.unknown())
const source = definePlugin({ kind: 'source', name: 'source', options, create: () => new MemorySource() })
const sink = definePlugin({ kind: 'sink', name: 'sink', options, create: () => new MemorySink() })

/** What a configuration file with what is printed has: a target, and how COPY is to read the objects. */
export async function printed(
  inferred: InferredTable,
): Promise<{ readonly target: Target; readonly copy: CopyOptions | undefined }> {
  const objects = { read: 1, total: 1 }
  const text = printStep(inferred, { place: 's3://acme/data/', table: 'messy', objects })
  const file = defaultLoaders['.yaml']('.arbalestrc.yaml', text) as { pipelines: { messy: [Printed] } }
  const { copy, ...written } = file.pipelines.messy[0]
  const load = { ...written, source: { use: source }, strategy: { use: manifest } }
  await using assembly = await assemble({ sink: { use: sink }, pipelines: { messy: [load] } })
  const [step] = assembly.pipelines[0]!.steps
  if (step?.kind !== 'load') throw new Error('no load was printed')
  return { target: step.target, copy }
}

interface Printed {
  readonly load: string
  readonly target: { readonly table: string; readonly properties: Record<string, string> }
  readonly copy?: CopyOptions
}

/** A target with its columns by name: JavaScript keeps keys that are numbers before all others. */
export function byName({ columns, ...target }: Target): Target {
  return { ...target, columns: columns.toSorted((a, b) => (a.name < b.name ? -1 : 1)) }
}
