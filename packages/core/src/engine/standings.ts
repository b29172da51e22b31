import { each } from '../contracts/source/iterables.js'
import { ascending, compareKeys } from '../contracts/source/keys.js'
import type { Mark } from '../contracts/sink/mark.js'
import type { LoadStep } from '../contracts/step/step.js'
import type { Unit } from '../contracts/strategy/unit.js'
import { listUnits } from './load.js'

/**
 * How a unit stands: its listing beside its mark. `loaded` and `quarantined` are recorded as they
 * now stand, `changed` as loaded at another version, `pending` not at all, or as quarantined at another
 * version; `gone` is recorded, and no longer listed.
 */
export type StandingState = 'loaded' | 'quarantined' | 'changed' | 'pending' | 'gone'

/** A unit that is listed, recorded, or both. */
export interface Standing {
  readonly key: string
  readonly state: StandingState
  /** Absent: it is no longer listed. */
  readonly unit?: Unit | undefined
  /** Absent: it is not recorded. */
  readonly mark?: Mark | undefined
}

/**
 * Yields each unit that the source of a step lists, or its journal has recorded, in ascending key
 * order: two sorted streams, of which a page each is in memory. Changes nothing. What another
 * run records meanwhile may be seen, or not.
 */
export async function* standings(step: LoadStep): AsyncGenerator<Standing> {
  const marks = each(ascending(step.journal.upkeep.marks()))
  try {
    let mark = await nextOf(marks)
    for await (const page of ascending(listUnits(step))) {
      for (const unit of page) {
        while (mark && compareKeys(mark.key, unit.key) < 0) {
          yield { key: mark.key, state: 'gone', mark }
          mark = await nextOf(marks)
        }
        const own = mark?.key === unit.key ? mark : undefined
        yield { key: unit.key, state: stateOf(unit, own), unit, ...(own && { mark: own }) }
        if (own) mark = await nextOf(marks)
      }
    }
    while (mark) {
      yield { key: mark.key, state: 'gone', mark }
      mark = await nextOf(marks)
    }
  } finally {
    await marks.return(undefined)
  }
}

/** Whether no run lists the unit `key`, as it lies before `from`, from where its strategy has the source listed; undefined: from the beginning. */
export function isBehind(key: string, from: string | undefined): boolean {
  return from !== undefined && compareKeys(key, from) < 0
}

function stateOf({ version }: Unit, mark: Mark | undefined): StandingState {
  if (!mark) return 'pending'
  if (mark.version !== version) return mark.state === 'quarantined' ? 'pending' : 'changed'
  return mark.state ?? 'loaded'
}

async function nextOf(marks: AsyncGenerator<Mark, void, undefined>): Promise<Mark | undefined> {
  return (await marks.next()).value ?? undefined
}
