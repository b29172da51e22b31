import { chunk } from '../../contracts/source/iterables.js'
import type { SourceObject } from '../../contracts/source/source.js'
import type { LoadStep } from '../../contracts/step/step.js'
import { firstListed } from '../../engine/load.js'
import { isBehind, standings, type Standing } from '../../engine/standings.js'
import type { LedgerSpans } from './ledger-spans.js'

/** How many of a unit's objects are named at most. */
const MOST_OBJECTS = 10

/** For how many units the sink's history is asked at once. */
const ASKED_AT_ONCE = 50

/**
 * What keeps listing, marks and ledger from knowing a unit alike. As in a `Standing`, and:
 * `unrecorded`: it is listed, and the ledger has a load that it was perhaps part of, but it is not
 * recorded; `unnoted`: it is recorded at its current version, and the ledger has no load of it.
 */
export type UnevenState = 'changed' | 'pending' | 'gone' | 'quarantined' | 'unrecorded' | 'unnoted'

/** A unit that listing, marks and ledger do not know alike. */
export interface UnevenUnit {
  readonly type: 'uneven'
  readonly key: string
  readonly state: UnevenState
  /** The first keys of its objects that the ledger does not know as they now are, ten at most. Absent: none, or that is not known. */
  readonly unnoted?: readonly string[] | undefined
  /** Whether no run lists it, as it lies before what the strategy looks back to. */
  readonly behind: boolean
  /** When the sink last read one of its objects, as its own history says. Absent: that does not know it. */
  readonly lastRead?: Date | undefined
}

/** Yields how each unit stands, and what is uneven about it. */
export async function* unevenUnits(
  step: LoadStep,
  spans: LedgerSpans | undefined,
): AsyncGenerator<{ readonly standing: Standing; readonly uneven?: UnevenUnit | undefined }> {
  const from = await firstListed(step, await step.journal.open())
  const all = async function* () {
    for await (const standing of standings(step))
      yield [{ standing, uneven: unevenOf(standing, spans, from) }]
  }
  for await (const some of chunk(all(), ASKED_AT_ONCE)) {
    const lastRead = await lastReads(step, some)
    for (const { standing, uneven } of some) {
      const read = lastRead.get(standing.key)
      yield { standing, uneven: uneven && { ...uneven, ...(read && { lastRead: read }) } }
    }
  }
}

function unevenOf(
  { key, state, unit }: Standing,
  spans: LedgerSpans | undefined,
  from: string | undefined,
): UnevenUnit | undefined {
  // What has the version that is recorded may have been written anew since, with the same content.
  const known = ({ key: name, modified }: SourceObject) =>
    spans!.know(state === 'loaded' ? { key: name } : { key: name, modified })
  const unnoted = spans?.size && unit ? unit.objects.filter((object) => !known(object)) : undefined
  const isNoted = unnoted?.length === 0 && unit?.objects.length !== 0
  const uneven = unevenState(state, isNoted, (unnoted?.length ?? 0) > 0)
  if (!uneven) return undefined
  return {
    type: 'uneven',
    key,
    state: uneven,
    ...(unnoted?.length && { unnoted: unnoted.slice(0, MOST_OBJECTS).map((object) => object.key) }),
    behind: isBehind(key, from),
  }
}

function unevenState(
  state: Standing['state'],
  isNoted: boolean,
  isUnnoted: boolean,
): UnevenState | undefined {
  if (state === 'loaded') return isUnnoted ? 'unnoted' : undefined
  return state === 'pending' && isNoted ? 'unrecorded' : state
}

/** Returns when the sink last read something of each uneven unit, by its key. */
async function lastReads(
  { sink }: LoadStep,
  units: readonly { readonly standing: Standing; readonly uneven?: UnevenUnit | undefined }[],
): Promise<ReadonlyMap<string, Date>> {
  const urls = new Map<string, string>()
  for (const { standing, uneven } of units) {
    if (!uneven) continue
    for (const { url } of standing.unit?.objects.slice(0, MOST_OBJECTS) ?? []) urls.set(url, standing.key)
  }
  const last = new Map<string, Date>()
  if (urls.size === 0 || !sink.powers.history) return last
  for (const [url, time] of await sink.powers.history([...urls.keys()])) {
    const key = urls.get(url)
    if (key !== undefined && (last.get(key) ?? time) <= time) last.set(key, time)
  }
  return last
}
