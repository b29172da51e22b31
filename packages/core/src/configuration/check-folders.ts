import type { Pipeline } from '../contracts/pipeline.js'
import type { LoadStep } from '../contracts/step/step.js'
import type { Faults } from '../faults/faults.js'

/** A folder that a part keeps files of its own in. */
interface OwnFolder {
  readonly url: string
  readonly of: 'sink' | 'journal'
}

/**
 * Adds a fault for each source that lists what lies in a folder of a sink's or a journal's own,
 * of whichever step, or that lies within such a folder: what is kept there would be loaded.
 */
export function checkFolders(pipelines: readonly Pipeline[], faults: Faults): void {
  const steps = pipelines.flatMap(({ steps: all }) => all)
  const folders = new Map<string, OwnFolder>()
  for (const step of steps) {
    for (const url of step.sink.folders ?? []) folders.set(url, { url, of: 'sink' })
    for (const url of (step.kind === 'load' && step.journal.folders) || [])
      folders.set(url, { url, of: 'journal' })
  }
  for (const { name, steps: own } of pipelines) {
    for (const [index, step] of own.entries()) {
      if (step.kind !== 'load') continue
      for (const folder of folders.values()) {
        const message = overlap(step, folder)
        if (message) faults.add(['pipelines', name, index, 'source'], message)
      }
    }
  }
}

function overlap({ source }: LoadStep, { url, of }: OwnFolder): string | undefined {
  const within = url.startsWith(source.url)
  if (!within && !source.url.startsWith(url)) return undefined
  return `lists ${source.url}, and a ${of} keeps files of its own in ${url}, which lies ${within ? 'within' : 'around'} it: they would be loaded as data. Give the ${of} a place beside the data, or the source a narrower prefix.`
}
