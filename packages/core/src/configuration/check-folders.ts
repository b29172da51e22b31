import type { LoadStep } from '../contracts/step/step.js'
import type { Faults } from '../faults/faults.js'
import type { PlacedStep } from './assemble-step.js'

/** A folder that a part keeps files of its own in. */
interface OwnFolder {
  readonly url: string
  readonly of: 'sink' | 'journal'
}

/**
 * Adds a fault for each source that lists what lies in a folder of a sink's or a journal's own,
 * of whichever step, or that lies within such a folder: what is kept there would be loaded.
 */
export function checkFolders(placed: readonly PlacedStep[], faults: Faults): void {
  const folders = new Map<string, OwnFolder>()
  for (const { step } of placed) {
    for (const url of step.sink.folders ?? []) folders.set(url, { url, of: 'sink' })
    for (const url of (step.kind === 'load' && step.journal.folders) || [])
      folders.set(url, { url, of: 'journal' })
  }
  for (const { step, path } of placed) {
    if (step.kind !== 'load') continue
    for (const folder of folders.values()) {
      const message = overlap(step, folder)
      if (message) faults.add([...path, 'source'], message)
    }
  }
}

function overlap({ source }: LoadStep, { url, of }: OwnFolder): string | undefined {
  const within = url.startsWith(source.url)
  if (!within && !source.url.startsWith(url)) return undefined
  return `lists ${source.url}, and a ${of} keeps its own files in ${url}, which ${within ? 'is inside' : 'contains'} it: they would be loaded as data. Give the ${of} another place, or the source a narrower prefix.`
}
