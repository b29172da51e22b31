import { MemorySink } from '@arbalest/testing'
import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { assemble, isConfigError, type SqlConfiguration, type SqlStep } from '../../src/index.js'
import { closedObject, ConfigError, definePlugin, optionsSchema, type Sink } from '../../src/plugin.js'

const sinkOf = (sink: Sink) =>
  definePlugin({
    kind: 'sink',
    name: 'memory',
    options: optionsSchema(closedObject({ wrong: v.optional(v.string()) })),
    create: () => sink,
  })

const FILES: Record<string, string> = {
  'sql/day.sql': 'delete from t;\ninsert into t select 1;\n',
  'sql/nothing.sql': ' ;\n',
}

async function readFile(path: string): Promise<string> {
  const text = FILES[path]
  if (text === undefined) throw new Error(`There is no file ${path}.`)
  return text
}

async function stepOf(
  step: Omit<SqlConfiguration, 'sql'>,
  sink: Sink = new MemorySink(),
  options: object = { readFile },
): Promise<SqlStep> {
  const configuration = { sink: { use: sinkOf(sink) }, pipelines: { p: [{ sql: 's', ...step }] } }
  await using assembly = await assemble(configuration, options)
  return assembly.pipelines[0]!.steps[0] as SqlStep
}

async function faultsOf(...given: Parameters<typeof stepOf>): Promise<string[]> {
  try {
    await stepOf(...given)
    return []
  } catch (error) {
    if (!isConfigError(error)) throw error
    return error.message.split('\n').map((line) => line.replace('pipelines.p[0].', ''))
  }
}

describe('the statements of a step', () => {
  test('are those of its entries, which may be texts and files of several', async () => {
    const { statements, transaction } = await stepOf({
      statements: ['a; b', { file: 'sql/day.sql' }, { text: 'c $1; d $1', values: [7] }],
    })
    expect(statements).toEqual([
      { text: 'a' },
      { text: 'b' },
      { text: 'delete from t' },
      { text: 'insert into t select 1' },
      { text: 'c $1', values: [7] },
      { text: 'd $1', values: [7] },
    ])
    expect(transaction).toBeUndefined()
  })

  test('are the entries as they are, if the sink cannot cut texts', async () => {
    const sink: Sink = Object.assign(new MemorySink(), { powers: {} })
    const { statements } = await stepOf({ statements: ['a; b'] }, sink)
    expect(statements).toEqual([{ text: 'a; b' }])
  })

  test('all that is wrong with them is reported at once, each in its place', async () => {
    const refuse = (): never => {
      throw new ConfigError('CONFIG_INVALID', [{ path: ['values', 0], message: 'is not named.' }])
    }
    const cut = new MemorySink().powers.split!
    const sink: Sink = Object.assign(new MemorySink(), {
      powers: { split: ((given, way) => (given.values ? refuse() : cut(given, way))) satisfies typeof cut },
    })
    expect(
      await faultsOf(
        {
          statements: [{ file: 'sql/no.sql' }, { file: 'sql/nothing.sql' }, ' ', { text: 'a', values: [1] }],
          transaction: 'none',
        },
        sink,
      ),
    ).toEqual([
      'statements[0].file: There is no file sql/no.sql.',
      'statements[1]: holds no statement.',
      'statements[2]: holds no statement.',
      'statements[3].values[0]: is not named.',
      'transaction: is none, and memory: runs statements in one transaction only. Leave it out.',
    ])
  })

  test('in files need somebody who reads them', async () => {
    expect(await faultsOf({ statements: [{ file: 'sql/day.sql' }] }, new MemorySink(), {})).toEqual([
      'statements[0].file: names a file, and assemble() has no readFile that reads it: give it one, or give the text.',
    ])
  })

  test.each([
    [{ statements: 'a' }, 'statements: must be a list of statements.'],
    [{ statements: [7] }, 'statements[0]: must be SQL, or an object with a text or a file.'],
    [{ statements: [{ flie: 'a' }] }, 'statements[0].flie: is not known here; the keys are text, values.'],
    [{ statements: [{ file: '' }] }, 'statements[0].file: must be the path of a file.'],
    [
      { statements: [{ file: 'a', text: 'b' }] },
      'statements[0].text: is not known here; the keys are file, values.',
    ],
    [
      { statements: [{ text: 'a', values: [{}] }] },
      'statements[0].values[0]: must be a text, a number, a date, true, false or null.',
    ],
    [{ statements: ['a'], transaction: 'never' }, 'transaction: must be "one" or "none".'],
  ])('%j is refused in words of its own', async (step, fault) => {
    expect(await faultsOf(step as never)).toContain(fault)
  })

  test('are read though the sink is wrong, whose faults are reported beside theirs', async () => {
    const configuration = {
      sink: { use: sinkOf(new MemorySink()), with: { wrong: 1 } },
      pipelines: { p: [{ sql: 's', statements: [{ file: 'sql/no.sql' }] }] },
    }
    await expect(assemble(configuration, { readFile })).rejects.toMatchObject({
      faults: [{ path: ['sink', 'with', 'wrong'] }, { message: 'There is no file sql/no.sql.' }],
    })
  })
})
