import { describe, expect, test } from 'vitest'
import { loadStep } from '../configuration.js'
import { linesOf, makeWorkspace } from '../workspace.js'

/** A pipeline of one step that loads the folder `data` into a file of its own. */
const pipeline = (name: string, needs: readonly string[] = [], fault = 'none') => ({
  needs,
  steps: [
    {
      ...loadStep('events', { sink: { use: './file-sink.mjs', with: { file: `${name}.json`, fault } } }),
      target: { table: name, properties: { mag: 'real' } },
    },
  ],
})

const graph = JSON.stringify({
  pipelines: {
    daily: pipeline('daily', ['orders', 'customers']),
    orders: pipeline('orders', [], 'reject'),
    customers: pipeline('customers'),
    regions: pipeline('regions'),
  },
})

async function graphWorkspace() {
  const workspace = await makeWorkspace()
  await workspace.write('.arbalestrc.json', graph)
  const loaded = async (name: string) =>
    workspace.read(`${name}.json`).then(
      (text) => (JSON.parse(text) as { tables: Record<string, unknown[]> }).tables[name]?.length ?? 0,
      () => 0,
    )
  return { ...workspace, loaded }
}

describe('arbalest run, of pipelines that need others', () => {
  test('ends with the first that fails, and says what was not started', async () => {
    const { run, loaded } = await graphWorkspace()
    const { exitCode, stdout, stderr } = await run(['run', 'daily'])
    expect(exitCode).toBe(1)
    expect(stdout).not.toContain('regions')
    expect(stderr).toContain('arbalest: not started: customers/events, daily/events\n')
    expect(stderr.match(/A row does not fit/g)).toHaveLength(1)
    expect(await loaded('customers')).toBe(0)
  })

  test.each([['--keep-going'], ['--keep-going', '--parallel', '4']])(
    'runs what does not need the one that fails: %s %s %s',
    async (...words) => {
      const { run, loaded } = await graphWorkspace()
      const { exitCode, stderr } = await run(['run', ...words])
      expect(exitCode).toBe(1)
      expect(stderr).toContain('arbalest: not started: daily/events\n')
      expect(stderr.match(/A row does not fit/g)).toHaveLength(1)
      expect([await loaded('customers'), await loaded('regions'), await loaded('daily')]).toEqual([3, 3, 0])
    },
  )

  test('reports to programs each failure with its step, as it happens, and each step in the last event', async () => {
    const { run } = await graphWorkspace()
    const { stdout } = await run(['run', '--keep-going', '--json'])
    const events = linesOf(stdout) as Readonly<Record<string, unknown>>[]
    const failures = events.flatMap((event, index) => (event['type'] === 'failed' ? [index] : []))
    expect(failures).toHaveLength(1)
    expect(events[failures[0]!]).toMatchObject({ pipeline: 'orders', step: 'events', code: 'LOAD_REJECTED' })
    expect(events[failures[0]! + 1]).toMatchObject({ type: 'started', pipeline: 'customers' })
    expect(events.at(-1)).toMatchObject({
      type: 'done',
      outcome: 'failed',
      complete: false,
      steps: [
        { pipeline: 'orders', outcome: 'failed' },
        { pipeline: 'customers', outcome: 'succeeded' },
        { pipeline: 'daily', outcome: 'not started' },
        { pipeline: 'regions', outcome: 'succeeded' },
      ],
    })
  })

  test('runs a step alone if it is named, without what its pipeline needs', async () => {
    const { run, loaded } = await graphWorkspace()
    expect((await run(['run', 'daily/events'])).exitCode).toBe(0)
    expect(await loaded('daily')).toBe(3)
    expect(await loaded('customers')).toBe(0)
  })

  test('asks for the variables of what is needed, and of nothing else', async () => {
    const { run, write } = await makeWorkspace()
    const withVariable = graph.replace('"customers.json"', '"${env:NO_SUCH}"')
    await write('.arbalestrc.json', withVariable)
    expect((await run(['run', 'regions'])).exitCode).toBe(0)
    expect(await run(['run', 'daily'])).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining('NO_SUCH'),
    })
    expect((await run(['run', 'daily/events'])).exitCode).toBe(0)
  })
})

describe('arbalest plan --graph', () => {
  test('draws what is needed by what, in the order of a run, and connects to nothing', async () => {
    const { run } = await graphWorkspace()
    const { stdout, exitCode } = await run(['plan', 'daily', '--graph'])
    expect(exitCode).toBe(0)
    expect(stdout.split('\n').filter((line) => !line.startsWith(' '))).toEqual([
      'orders',
      'customers',
      'daily, after orders, customers',
      '',
    ])
    expect(stdout).toContain('  events: from file://data/ into daily at file://daily.json')
  })

  test('draws it in Mermaid, and prints it for programs', async () => {
    const { run } = await graphWorkspace()
    expect((await run(['plan', 'daily', '--mermaid'])).stdout).toBe(
      [
        'flowchart LR',
        '  p0["orders<br>load events"]',
        '  p1["customers<br>load events"]',
        '  p2["daily<br>load events"]',
        '  p0 --> p2',
        '  p1 --> p2\n',
      ].join('\n'),
    )
    expect(linesOf((await run(['plan', 'daily', '--graph', '--json'])).stdout)).toEqual(
      [
        ['orders', []],
        ['customers', []],
        ['daily', ['orders', 'customers']],
      ].map(([name, needs]) => ({
        type: 'pipeline',
        pipeline: name,
        needs,
        steps: [{ step: 'events', kind: 'load' }],
      })),
    )
  })
})
