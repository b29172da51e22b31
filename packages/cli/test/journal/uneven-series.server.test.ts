import { execFileSync } from 'node:child_process'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepWorkspace, linesOf, type Workspace } from '../workspace.js'

const EXAMPLE = fileURLToPath(new URL('../../../../examples/timeseries/', import.meta.url))
// A dozen commands, each a process.
const SLOW = { timeout: 180_000 }

const STEP = 'by-day/earthquakes'
const REMOVED = '2018-02-02'
const CHANGED = '2018-02-03'
const UNREADABLE = '2018-02-05'

let workspace: Workspace
let sandbox: Sandbox

beforeAll(async () => {
  workspace = await keepWorkspace(
    '@arbalest/sink-redshift',
    '@arbalest/source-s3',
    '@arbalest/strategy-timeseries',
  )
  await workspace.write('.arbalestrc.yaml', await readFile(join(EXAMPLE, '.arbalestrc.yaml'), 'utf8'))
  execFileSync(process.execPath, [join(EXAMPLE, 'lay-out.js'), join(workspace.folder, 'acme-events')])
  sandbox = await startSandbox({ buckets: { 'acme-events': join(workspace.folder, 'acme-events') } })
})
afterAll(async () => {
  await sandbox.stop()
  await rm(workspace.folder, { recursive: true, force: true })
})

const arbalest = (...words: readonly string[]) => workspace.run(words, { ...sandbox.env })
const fileOf = (day: string, hour = '10') => join(workspace.folder, 'acme-events/by-day', day, `${hour}.json`)
const keyOf = (day: string) => `by-day/${day}/10.json`

/** What `verify` finds uneven, and how many units stand in each way. */
async function verify() {
  const { exitCode, stdout } = await arbalest('journal', 'verify', STEP, '--json')
  expect(exitCode).toBe(0)
  const lines = linesOf(stdout) as { readonly commands: readonly string[] }[]
  return { uneven: lines.slice(0, -1), tally: lines.at(-1)! }
}

/** Runs commands as they were printed. */
async function follow(commands: readonly string[]): Promise<number | null> {
  let last: number | null = 0
  for (const command of commands) last = (await arbalest(...command.split(' ').slice(1))).exitCode
  return last
}

test(
  'a day removed, a day changed and a day that cannot be read: each is named, and its commands mend it',
  SLOW,
  async () => {
    expect(await arbalest('run', 'by-day')).toMatchObject({ exitCode: 0 })
    const days = { loaded: 8, changed: 0, pending: 0, gone: 0, quarantined: 0 }
    const ledger = { entries: 8, unnoted: 0, unrecorded: 0 }
    expect(await verify()).toMatchObject({ uneven: [], tally: { ...days, ledger } })

    const readable = await readFile(fileOf(UNREADABLE))
    await rm(join(workspace.folder, 'acme-events/by-day', REMOVED), { recursive: true })
    await writeFile(fileOf(CHANGED), await readFile(fileOf(CHANGED, '11')))
    await writeFile(fileOf(UNREADABLE), readable.subarray(0, readable.length / 2))

    const run = ['arbalest run by-day']
    const forget = [`arbalest journal forget ${STEP} ${REMOVED}`]
    const lastRead = expect.stringMatching(/^20\d\d-\S+Z$/) as string
    const uneven = (key: string, state: string, more: object) => ({
      type: 'uneven',
      scope: STEP,
      key,
      state,
      behind: false,
      ...more,
    })
    const changed = (day: string) =>
      uneven(day, 'changed', { unnoted: [keyOf(day)], commands: run, lastRead })
    const gone = uneven(REMOVED, 'gone', { commands: forget })
    expect((await verify()).uneven).toEqual([gone, changed(CHANGED), changed(UNREADABLE)])
    const status = (await arbalest('status', 'by-day')).stdout
    expect(status).toContain(`\n  pending: ${CHANGED}, ${UNREADABLE}\n`)
    expect(status).toContain(
      `\n  loaded, and no longer in s3://acme-events/by-day/: ${REMOVED} (arbalest journal verify says`,
    )
    const { stdout } = await arbalest('journal', 'verify', STEP)
    expect(stdout).toContain(`\n    to load them as they are now: ${run[0]}\n`)
    expect(stdout).toContain(
      `\n    ${CHANGED} (the ledger has no load of ${keyOf(CHANGED)} at its current version; `,
    )
    expect(stdout).toContain(
      `\n    put their objects back; or delete their rows, and forget them: ${forget[0]}\n`,
    )

    // What cannot be read is said by the command that would load it, until somebody corrects it.
    expect(await follow(run)).toBe(1)
    await writeFile(fileOf(UNREADABLE), readable)
    expect(await follow(run)).toBe(0)
    expect((await verify()).uneven).toEqual([gone])
    expect(await follow(forget)).toBe(0)
    expect(await verify()).toMatchObject({
      uneven: [],
      tally: { ...days, loaded: 7, ledger: { ...ledger, entries: 9 } },
    })
  },
)

test('what is recorded and in no load, and what is in a load and not recorded', SLOW, async () => {
  const [first, late] = ['2018-01-31', '2018-03-01']
  expect(await follow([`arbalest journal forget ${STEP} ${first}`])).toBe(0)
  const forgotten = await verify()
  expect(forgotten.uneven).toMatchObject([
    { key: first, state: 'unrecorded', commands: ['arbalest run by-day'] },
  ])
  expect(forgotten.tally).toMatchObject({ pending: 1, ledger: { unrecorded: 1 } })
  expect(await follow(forgotten.uneven[0]!.commands)).toBe(0)

  expect(await follow([`arbalest journal forget ${STEP} --all`])).toBe(0)
  const time = Date.parse(`${late}T10:00:00Z`)
  const quake = { id: 'late', properties: { mag: 1, place: 'here', time } }
  await workspace.write(`acme-events/${keyOf(late)}`, JSON.stringify(quake))
  expect(await follow([`arbalest journal import ${STEP} --listed --yes`])).toBe(0)
  const imported = await verify()
  expect(imported.uneven).toMatchObject([
    {
      key: late,
      state: 'unnoted',
      unnoted: [keyOf(late)],
      commands: [`arbalest journal forget ${STEP} ${late}`, 'arbalest run by-day'],
    },
  ])
  expect(await follow(imported.uneven[0]!.commands)).toBe(0)
  expect((await verify()).uneven).toEqual([])
})
