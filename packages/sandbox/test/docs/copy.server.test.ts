import { describe, expect, test } from 'vitest'
import { type CopyProbe, copyProbes, plain } from './copy-probes.js'
import { docsFixture } from './fixture.js'
import { claims, section } from './page.js'

const docs = docsFixture()

describe('COPY with', () => {
  const parameters = claims(section('COPY parameters').split('Other forms')[0] ?? '')

  /** What a probe's COPY loads, with `given` behind its authorization. */
  async function load(name: string, given: string): Promise<unknown[][]> {
    const { columns = plain.columns, data = plain.data, authorization, manifest } = probeOf(name)
    const key = `probe/${name}/1`
    await docs.put(key, data)
    await docs.put(
      `manifest/${name}`,
      JSON.stringify({ entries: [{ url: `s3://bkt/${key}`, mandatory: true }] }),
    )
    const table = `public.probe_${docs.next()}`
    await docs.client.query(`create table ${table} (${columns})`)
    await docs.client.query(
      `copy ${table} from 's3://bkt/${manifest ? `manifest/${name}` : key}'
       ${authorization ?? 'iam_role default'} ${given}`,
    )
    return docs.select(`select * from ${table}`)
  }

  function probeOf(name: string): CopyProbe {
    const probe = copyProbes[name.toLowerCase()]
    if (probe) return probe
    throw new Error(`There is no probe for ${name}`)
  }

  test.each(parameters)('%s is as the page says: %s', async (name, status) => {
    const { parameters: given = name, rows: loaded = plain.rows } = probeOf(name)
    if (status === 'refused') {
      const message = expect.stringMatching(/is not supported$/)
      await expect(load(name, given)).rejects.toMatchObject({ code: '0A000', message })
    } else expect(await load(name, given)).toEqual(status === 'no effect' ? plain.rows : loaded)
  })

  test.each(parameters.filter(([, status]) => status === 'supported'))(
    'and it would not be so without %s',
    async (name) => {
      const { rows: loaded = plain.rows } = probeOf(name)
      expect(await load(name, '').catch(() => 'fails')).not.toEqual(loaded)
    },
  )
})
