import { describe, expect, test } from 'vitest'
import type { ExecuteAlone, Sink, SinkPowers, Split, Statement, Transaction } from '@arbalest/core/plugin'
import { testRehearsal, testSink, testStatements } from '../src/index.js'
import { changed, failuresOf, fixtureWith, rehearsing, withVerbs } from './planting.js'

/** Returns what makes a sink of another, of whose powers some are others. */
const withPowers =
  (change: (powers: SinkPowers, sink: Sink) => SinkPowers) =>
  (sink: Sink): Sink => ({
    ...withVerbs(() => ({}))(sink),
    powers: { ...sink.powers, ...change(sink.powers, sink) },
  })

const cutting = (split: (sound: Split, ...given: Parameters<Split>) => readonly Statement[]) =>
  withPowers(({ split: sound }) => ({ split: (...given) => split(sound!, ...given) }))

const alone = (
  executeAlone: (
    sound: ExecuteAlone,
    sink: Sink,
    ...given: Parameters<ExecuteAlone>
  ) => ReturnType<ExecuteAlone>,
) =>
  withPowers(({ executeAlone: sound }, sink) => ({
    executeAlone: (...given) => executeAlone(sound!, sink, ...given),
  }))

/** Commits each statement of a text, as a server does that is sent the text as it stands. */
async function commitEach(sink: Sink, { text, values }: Statement): Promise<void> {
  for (const part of text.split(';').map((each) => each.trim()))
    if (part !== 'commit')
      await sink.transaction({ scope: 'p/other' }, (tx) => tx.execute({ text: part, values }))
}

const isScript = ({ text }: Statement): boolean => text.includes('; commit;')

describe('the suite of statements finds', () => {
  const CUTS = 'cuts a text into its statements, in order, each with the values of the text'
  const KEEPS = 'keeps what the statements before one that fails have done, and runs none behind it'
  const YIELDS = 'runs statements by themselves, and yields each once others see what it did'
  const faults: Record<string, [promise: string, plant: (sink: Sink) => Sink]> = {
    'a text that is not cut': [CUTS, cutting((_, statement) => [statement])],
    'statements without their values': [
      CUTS,
      cutting((sound, ...given) => sound(...given).map(({ text }) => ({ text }))),
    ],
    'statements out of order': [
      'cuts a text into its statements, in order, each with the values of the text',
      cutting((sound, ...given) =>
        sound(...given)
          .map(({ text }, n) => ({ text: `${text} /* ${n} */` }))
          .toReversed(),
      ),
    ],
    'empty statements': [
      'finds no statement in a text that holds none',
      cutting((sound, ...given) => [...sound(...given), { text: '' }]),
    ],
    'no power to run statements by themselves': [KEEPS, withPowers(() => ({ executeAlone: undefined }))],
    'statements by themselves that are one transaction': [
      KEEPS,
      alone(async function* (_, sink, scope, statements) {
        await sink.transaction({ scope }, async (tx) => {
          for (const statement of statements) await tx.execute(statement)
        })
        yield* statements.map(() => ({ rejected: 0 }))
      }),
    ],
    'statements that are run behind one that failed': [
      KEEPS,
      alone(async function* (sound, _, scope, statements) {
        let failure: unknown
        for (const statement of statements) {
          try {
            yield* sound(scope, [statement])
          } catch (error) {
            failure = error
          }
        }
        if (failure) throw failure
      }),
    ],
    'statements that are said to be done before they are': [
      YIELDS,
      alone(async function* (sound, _, scope, statements) {
        for (const statement of statements) {
          yield { rejected: 0 }
          for await (const done of sound(scope, [statement])) void done
        }
      }),
    ],
    'statements that are run though nobody waits for them': [
      'runs no statement that nobody waits for',
      alone(async function* (sound, _, scope, statements) {
        for await (const done of sound(scope, statements)) void done
        yield* statements.map(() => ({ rejected: 0 }))
      }),
    ],
    'a statement that fails silently': [
      KEEPS,
      alone(async function* (sound, _, scope, statements) {
        try {
          yield* sound(scope, statements)
        } catch {
          return
        }
      }),
    ],
  }
  for (const [fault, [promise, plant]] of Object.entries(faults)) {
    test(fault, async () => {
      expect(await failuresOf((run) => testStatements(run, fixtureWith(plant)))).toContain(promise)
    })
  }
})

/** Does `work`, and commits each statement of the texts that held several once it has ended, however it did. */
async function withScripts<T>(
  sink: Sink,
  work: (verbs: (tx: Transaction) => Transaction) => Promise<T>,
): Promise<T> {
  const scripts: Statement[] = []
  const execute = (tx: Transaction) => async (statement: Statement) =>
    isScript(statement) ? void scripts.push(statement) : tx.execute(statement)
  try {
    return await work((tx) => changed(tx, { execute: execute(tx) }))
  } finally {
    for (const script of scripts) await commitEach(sink, script)
  }
}

describe('a text of several statements that is sent as it stands is found', () => {
  const PROMISE = 'commits nothing of a text that goes on behind its statement'

  test('in a transaction', async () => {
    const plant = (sink: Sink): Sink => ({
      ...withVerbs(() => ({}))(sink),
      transaction: (context, work) =>
        withScripts(sink, (verbs) => sink.transaction(context, (tx) => work(verbs(tx)))),
    })
    expect(await failuresOf((run) => testSink(run, fixtureWith(plant)))).toContain(PROMISE)
  })

  test('in a rehearsal', async () => {
    const plant = rehearsing((sound, sink, context, work) =>
      withScripts(sink, (verbs) => sound(context, (tx) => work(verbs(tx)))),
    )
    expect(await failuresOf((run) => testRehearsal(run, fixtureWith(plant)))).toContain(PROMISE)
  })
})
