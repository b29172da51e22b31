import { describe, expect, test, vi } from 'vitest'
import { hideSecrets, showOpen } from '../../src/configuration/hide-secrets.js'
import { resolveReferences } from '../../src/configuration/references.js'
import { Mask } from '../../src/output/mask.js'
import { Output } from '../../src/output/output.js'

describe('a mask', () => {
  test('shows what it was given in place of a secret, the longer of two first', () => {
    const mask = new Mask()
    mask.hide('hunter22', '${env:SHORT}')
    mask.hide('hunter22(and more)', '${env:LONG}')

    expect(mask.text('hunter22(and more), hunter22')).toBe('${env:LONG}, ${env:SHORT}')
  })

  test('knows the password of a secret URL, encoded and decoded, and as JSON writes it', () => {
    const mask = new Mask()
    mask.hide('redshift://loader:p%40ss%22word@host/dev', '${env:SINK_URL}')

    expect(mask.text('redshift://loader:p%40ss%22word@host/dev')).toBe('${env:SINK_URL}')
    expect(mask.text('refused: p%40ss%22word, p@ss"word, p@ss\\"word')).toBe(
      'refused: ${env:SINK_URL}, ${env:SINK_URL}, ${env:SINK_URL}',
    )
  })

  test('hides the password of any URL, however short, and known or not', () => {
    expect(new Mask().text('at postgres://me:pw@host:5439/dev and http://host:80/a@b')).toBe(
      'at postgres://me:****@host:5439/dev and http://host:80/a@b',
    )
  })

  test('leaves a reference in a URL as it is', () => {
    const mask = new Mask()
    mask.hide('hunter22', '${env:PASSWORD}')

    expect(mask.text('postgres://me:hunter22@host')).toBe('postgres://me:${env:PASSWORD}@host')
  })

  test('leaves values of fewer than six characters alone', () => {
    const mask = new Mask()
    mask.hide('5439', '${env:PORT}')

    expect(mask.text('port 5439')).toBe('port 5439')
  })
})

describe('the secrets of a configuration', () => {
  function maskFor(configuration: unknown, variables: Record<string, string>): Mask {
    const mask = new Mask()
    hideSecrets(mask, configuration, new Map(Object.entries(variables)))
    return mask
  }

  test('are the variables it refers to, but not those whose value it says openly as well', () => {
    const configuration = { sink: { with: '${env:TOKEN}' }, pipelines: { earthquakes: ['${env:BUCKET}'] } }
    const mask = maskFor(configuration, { TOKEN: 'xyzzy-plugh', BUCKET: 'earthquakes' })

    expect(mask.text('earthquakes: xyzzy-plugh')).toBe('earthquakes: ${env:TOKEN}')
  })

  test('are, once its plugins are known, only those that stand where a secret does', () => {
    const configuration = {
      sink: { with: { connection: '${env:URL}', key: '${env:KEY}', password: '${env:LETTERS}' } },
      pipelines: { p: ['s3://${env:BUCKET}/x', '${env:HOST}', '${env:OTHER_TOKEN}'] },
    }
    const values = {
      URL: 'redshift://me:hunter22@cluster.example:5439/dev',
      KEY: 'xyzzy-plugh',
      LETTERS: 'abcdefgh',
      BUCKET: 'acme-events',
      HOST: 'cluster.example',
      OTHER_TOKEN: 'of-nobody',
    }
    const variables = new Map(Object.entries(values))
    const { value } = resolveReferences(configuration, values)
    const mask = maskFor(configuration, values)
    expect(mask.text('acme-events')).toBe('${env:BUCKET}')

    showOpen(mask, { unresolved: configuration, resolved: value, variables }, () => ['xyzzy-plugh'])

    expect(mask.text('acme-events on cluster.example')).toBe('acme-events on cluster.example')
    expect(mask.text('hunter22, xyzzy-plugh, abcdefgh, of-nobody')).toBe(
      '${env:URL}, ${env:KEY}, ${env:LETTERS}, ${env:OTHER_TOKEN}',
    )
    expect(mask.text(values.URL)).toBe('${env:URL}')
  })

  test('are the passwords it holds itself, in URLs and under keys that say so', () => {
    const mask = maskFor(
      { sink: { with: { connection: 'redshift://me:hunter%2022@host', secretAccessKey: 'abcdefgh' } } },
      {},
    )

    expect(mask.text('no entry with "hunter 22" or abcdefgh')).toBe('no entry with "****" or ****')
  })

  test('are not the types of columns, whatever those are called', () => {
    const mask = maskFor({ pipelines: { a: [{ target: { properties: { token: 'varchar(36)' } } }] } }, {})

    expect(mask.text('varchar(36)')).toBe('varchar(36)')
  })

  test('are the variables that libraries read by themselves', () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'abcdefgh')
    const { mask } = new Output(false)
    vi.unstubAllEnvs()

    expect(mask.text('key abcdefgh')).toBe('key ${env:AWS_SECRET_ACCESS_KEY}')
  })
})
