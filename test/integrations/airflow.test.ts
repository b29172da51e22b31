import { existsSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { installed, orchestrated, type Orchestrated } from './orchestrated.js'

/** What is used of an event of OpenLineage. */
interface Lineage {
  readonly producer: string
  readonly eventType: string
  readonly run: { readonly facets: { readonly parent?: { readonly job: { readonly name: string } } } }
}

// As Airflow calls it: by the DAG, and the task.
const TASK = 'events.events'

// Not installed, as no `npm run integrations` ran here, or this machine has no Python: reported as skipped.
describe.skipIf(!installed('airflow').isInstalled)('a DAG of Airflow', () => {
  let place: Orchestrated
  let report: string
  let lineage: Server
  const sent: Lineage[] = []

  beforeAll(async () => {
    lineage = createServer(async (request, response) => {
      sent.push(JSON.parse(await text(request)) as Lineage)
      response.writeHead(201).end()
    }).listen(0, '127.0.0.1')
    await once(lineage, 'listening')
    const { port } = lineage.address() as AddressInfo
    place = await orchestrated('airflow', (folder) => ({
      AIRFLOW_HOME: join(folder, 'airflow'),
      AIRFLOW__CORE__DAGS_FOLDER: '.',
      AIRFLOW__CORE__LOAD_EXAMPLES: 'false',
      REPORT: join(folder, 'report.txt'),
      OPENLINEAGE_URL: `http://127.0.0.1:${port}`,
    }))
    report = join(place.folder, 'report.txt')
    await place.run(['airflow', 'db', 'migrate'])
  }, 240_000)

  afterAll(async () => {
    lineage?.close()
    await place?.[Symbol.asyncDispose]()
  })

  const runDag = (signal?: NodeJS.Signals, env: Readonly<Record<string, string>> = {}) =>
    place.run(['airflow', 'dags', 'test', 'events'], { signal, env })

  const all = Array.from({ length: 12 }, (_, index) => index + 1)

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'that is ended by %s in the middle, and run again, loads each row once, and passes its summary on',
    async (signal) => {
      await place.forget()
      await rm(report, { force: true })
      expect((await runDag(signal)).told).toBe(true)
      expect(existsSync(report)).toBe(false)
      await runDag()
      expect(await place.ids()).toEqual(all)
      expect(readFileSync(report, 'utf8')).toMatch(/^\d+ rows loaded\n$/)
    },
    600_000,
  )

  test('has the lineage of its loads as a part of the task', () => {
    const ofTask = sent.filter(
      ({ producer, run }) => /arbalest/.test(producer) && run.facets.parent?.job.name === TASK,
    )
    expect(ofTask.map(({ eventType }) => eventType)).toEqual(expect.arrayContaining(['START', 'COMPLETE']))
  })

  test('fails with what Arbalest says, and shows no secret', { timeout: 240_000 }, async () => {
    const url = new URL(place.url)
    url.password = 'correct-horse-battery'
    url.port = '1'
    const { output } = await runDag(undefined, { REDSHIFT_URL: url.href })
    expect(output).toContain('SINK_UNREACHABLE')
    expect(output).not.toContain('correct-horse-battery')
  })
})
