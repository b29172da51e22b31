import { beforeAll, expect, test } from 'vitest'
import type { Fate } from './proxies/exchange.js'
import { gate } from './proxies/gate.js'
import type { Outcome } from './trials/outcome.js'
import { manifest } from './scenarios.js'
import { Trial } from './trials/trial.js'
import { sharedWorld, type World } from './world.js'

let world: World
let expected: Outcome

beforeAll(async () => {
  world = await sharedWorld()
  await using trial = await Trial.begin(world, manifest)
  await trial.finish()
  expected = await trial.outcome()
})

/** Has a COPY of the trial come to a stand while it reads its first object, until it is cancelled or told to go on. */
function halt(trial: Trial): { readonly halted: Promise<void>; go(): void } {
  const door = gate()
  trial.watch = async ({ to, what }, moment): Promise<Fate> => {
    if (to === 'copy' && what === 'get object' && moment === 'asked') await door.pass()
    if (what === 'cancel' && moment === 'answered') door.open()
    return 'pass'
  }
  return { halted: door.reached, go: door.open }
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s during a COPY cancels it, and rolls back', async (signal, exitCode) => {
  await using trial = await Trial.begin(world, manifest)
  const copy = halt(trial)
  const command = trial.start()
  await copy.halted
  command.signal(signal)
  const { exitCode: ended, told } = await command.ended
  expect(ended).toBe(exitCode)
  expect(told.at(-2)).toMatchObject({ type: 'failed', code: 'ABORTED' })
  expect(await trial.outcome()).toMatchObject({ rows: {}, marks: { arbalest_marks_trial_events: [] } })
  await trial.finish()
  expect(await trial.outcome()).toEqual(expected)
})

test('a second SIGINT ends the command at once, though the server has not let go', async () => {
  await using trial = await Trial.begin(world, manifest)
  const copy = halt(trial)
  const { watch } = trial
  const cancelling = gate()
  trial.watch = async (exchange, moment): Promise<Fate> => {
    // The command connects once more to have the COPY cancelled.
    if (exchange.what === 'connect' && copyHalted) await cancelling.pass()
    return watch(exchange, moment)
  }
  let copyHalted = false
  const command = trial.start()
  await copy.halted
  copyHalted = true
  command.signal('SIGINT')
  await cancelling.reached
  command.signal('SIGINT')
  expect(await command.ended).toMatchObject({ exitCode: 130 })
  cancelling.open()
  copy.go()
  await trial.finish()
  expect(await trial.outcome()).toEqual(expected)
})

test('a SIGINT while COMMIT is answered lets it come to its end', async () => {
  await using trial = await Trial.begin(world, manifest)
  const committed = gate()
  trial.watch = async ({ what }, moment): Promise<Fate> => {
    if (what === 'commit' && moment === 'answered') await committed.pass()
    return 'pass'
  }
  const command = trial.start()
  await committed.reached
  command.signal('SIGINT')
  committed.open()
  const { exitCode, told } = await command.ended
  expect(exitCode).toBe(130)
  const { marks } = await trial.outcome()
  expect(marks).toMatchObject({ arbalest_marks_trial_events: { length: 2 } })
  await trial.finish()
  expect(await trial.outcome()).toEqual(expected)
  expect(told.at(-2)).toMatchObject({ code: 'ABORTED' })
})

test('who waits for a run that is killed goes on in its place', async () => {
  await using trial = await Trial.begin(world, manifest)
  const copy = halt(trial)
  const first = trial.start()
  await copy.halted
  const waiting = gate()
  const { watch } = trial
  trial.watch = async (exchange, moment): Promise<Fate> => {
    if (exchange.what === 'read marks' && moment === 'given') void waiting.pass()
    return watch(exchange, moment)
  }
  const second = trial.start()
  await waiting.reached
  await first.kill()
  copy.go()
  expect(await second.ended).toMatchObject({ exitCode: 0 })
  expect(await trial.outcome()).toEqual(expected)
})
