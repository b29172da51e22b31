import { randomUUID } from 'node:crypto'
import { scopedName } from '../../statements/scoped-name.js'
import type { Metadata } from './metadata.js'

/** Writes a file of this content, and lends its URL to `work`. */
type Lend = <T>(content: string, work: (url: string) => Promise<T>) => Promise<T>

/** The files that a transaction's COPYs read in addition to the objects. */
export interface CopyFiles {
  readonly manifest: Lend
  readonly jsonPaths: Lend
}

/** The files of a load in `scope`: its JSONPaths files stay, for later loads. `url` is the sink's: another sink may load the same objects at the same time. */
export function filesOfLoad(metadata: Metadata, scope: string, url: string): CopyFiles {
  return {
    manifest: (content, work) => metadata.lend(manifestsOf(scope), url, content, work),
    jsonPaths: async (content, work) => work(await metadata.keep('jsonpaths', content)),
  }
}

/** The files of a rehearsal in `scope`, all its own: none stays, and removing them takes none from a load that runs at the same time. */
export function filesOfRehearsal(metadata: Metadata, scope: string): CopyFiles {
  const owner = randomUUID()
  return {
    manifest: (content, work) => metadata.lend(manifestsOf(scope), owner, content, work),
    jsonPaths: (content, work) => metadata.lend('jsonpaths', owner, content, work),
  }
}

function manifestsOf(scope: string): string {
  return `manifests/${scopedName(scope)}`
}
