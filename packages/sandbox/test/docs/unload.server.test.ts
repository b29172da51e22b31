import { describe, expect, test } from 'vitest'
import { docsFixture } from './fixture.js'
import { claims, section } from './page.js'
import { plainUnload, unloadProbes } from './unload-probes.js'

const docs = docsFixture()

describe('UNLOAD with', () => {
  const parameters = claims(section('UNLOAD'))

  /** What a probe's UNLOAD writes, with `given` behind its authorization. */
  async function unload(name: string, given: string): Promise<Record<string, string>> {
    const probe = unloadProbes[name.toLowerCase()]
    if (!probe) throw new Error(`There is no probe for ${name}`)
    const { query = plainUnload.query, authorization = 'iam_role default', before } = probe
    const prefix = `unload/${docs.next()}/`
    if (before !== undefined) await docs.put(`${prefix}${before}`, 'old')
    await docs.client.query(
      `unload ('${query.replaceAll("'", "''")}') to 's3://bkt/${prefix}' ${authorization} ${given}`,
    )
    return docs.objects(prefix)
  }

  test.each(parameters)('%s is as the page says: %s', async (name, status) => {
    const { parameters: given = name, objects: expected } = unloadProbes[name.toLowerCase()] ?? {}
    const written = unload(name, `${given} parallel off`)
    if (status === 'refused') await expect(written).rejects.toMatchObject({ code: '0A000' })
    else {
      const told = status === 'supported' ? expected : undefined
      expect(await written).toEqual(told ?? plainUnload.objects)
    }
  })

  test.each(parameters.filter(([, status]) => status === 'supported'))(
    'and it would not be so without %s',
    async (name) => {
      const { objects: expected = plainUnload.objects } = unloadProbes[name.toLowerCase()] ?? {}
      const without = unload(name, name === 'PARALLEL' ? '' : 'parallel off')
      expect(await without.catch(() => 'fails')).not.toEqual(expected)
    },
  )
})
