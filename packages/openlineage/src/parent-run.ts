import { facet, type Facet } from './facet.js'

/** A run, and the job that it is a run of. */
interface RunOfJob {
  readonly run: { readonly runId: string }
  readonly job: { readonly namespace: string; readonly name: string }
}

/** The runs that a step's run is a part of. */
export interface ParentRuns {
  readonly parent: RunOfJob
  /** The outermost. Default: not known. */
  readonly root?: RunOfJob | undefined
}

/** Returns the facet that says of which run a run is a part. */
export function parentFacet({ parent, root }: ParentRuns): Facet {
  return facet('1-2-0/ParentRunFacet', { ...parent, ...(root && { root }) })
}

const UUID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}'
const PARENT = new RegExp(`^(.+)/([^/]+)/(${UUID})$`, 'i')

/** Returns the run that `namespace/name/run` names; undefined if it names none. */
export function parseParent(text: string): RunOfJob | undefined {
  const [, namespace, name, runId] = PARENT.exec(text) ?? []
  if (namespace === undefined) return undefined
  return { run: { runId: runId! }, job: { namespace, name: name! } }
}
