import { mostBadRows } from '../engine/batch/bad-rows.js'
import type { LoadStep } from '../contracts/step/step.js'
import type { Fault, FaultPath } from '../faults/fault.js'
import type { Faults } from '../faults/faults.js'
import { counted } from '../faults/counted.js'

/** Adds what keeps the parts of a step from working together, as far as that is known before anything is connected to. */
export function checkStep(step: LoadStep, path: FaultPath, faults: Faults): void {
  const { source, strategy, sink, target } = step
  faults.addAll(path, strategy.check(target, source))
  faults.addAll(path, sink.check(target))
  for (const power of strategy.needs ?? []) {
    if (!sink.powers[power])
      faults.add(
        [...path, 'strategy'],
        `needs a sink with the power "${power}", which ${sink.url} does not have.`,
      )
  }
  if (step.onBadObject === 'quarantine') faults.addAll([...path, 'onBadObject'], quarantineFaults(step))
  faults.addAll([...path, 'onBadRow'], badRowFaults(step))
  if (step.idle && !sink.powers.notes)
    faults.add(
      [...path, 'idle'],
      `has no effect: ${sink.url} keeps no notes that can be read without a connection.`,
    )
  if (target.evolve && !sink.powers.tables)
    faults.add([...path, 'target', 'evolve'], `asks for columns to be added, which ${sink.url} cannot do.`)
}

function* quarantineFaults({ strategy, sink }: LoadStep): Generator<Fault> {
  if (strategy.whole)
    yield {
      path: [],
      message:
        'is quarantine, and the strategy loads all objects as one: without one of them there is nothing to load. Use fail, or leave it out.',
    }
  if (!sink.powers.rehearse)
    yield { path: [], message: `is quarantine, and ${sink.url} cannot try objects without loading them.` }
}

function* badRowFaults({ onBadRow, sink }: LoadStep): Generator<Fault> {
  const most = mostBadRows(onBadRow)
  if (most === 0) return
  const { rejects } = sink.powers
  if (!rejects)
    yield {
      path: [],
      message: `asks for rows to be left out, which ${sink.url} cannot do from the objects of this step. Use fail, or leave it out.`,
    }
  else if (most > rejects.most)
    yield {
      path: [],
      message: `is ${counted(most, 'row')}, but ${sink.url} can leave out at most ${counted(rejects.most, 'row')}.`,
    }
}
