import { describe, expect, test } from 'vitest'
import type { Frame } from '../../../src/redshift/wire/messages/frame.js'
import { message } from '../../../src/redshift/wire/messages/message.js'
import { text } from '../../../src/redshift/wire/messages/read-frame.js'
import { requests } from '../../../src/redshift/wire/messages/requests.js'
import { sharedRedshift } from '../local-redshift.js'
import { RawClient } from '../raw-client.js'

const redshift = sharedRedshift()

function settings(frames: readonly Frame[]): Map<string, string> {
  return new Map(
    frames
      .filter(({ type }) => type === 'S')
      .map((frame) => {
        const name = text(frame)
        return [name.value, text(frame, name.end).value]
      }),
  )
}

/** What a version 3.0 startup of Amazon's drivers holds besides the user and the database. */
const DRIVER = {
  driver_version: 'Redshift Python Driver 2.2.0',
  os_version: 'Linux',
  driver_discovery_version: '4',
  plugin_name: '',
  '_pq_.compression': 'lz4',
}

describe('startup parameters', () => {
  test('that are not known are ignored', async () => {
    const client = new RawClient(redshift.server.port)
    const known = settings(await client.openFrames({ ...DRIVER, application_name: 'loader' }))
    expect(known.get('application_name')).toBe('loader')
    expect(known.get('padb_version')).toMatch(/^1\.0\.\d+$/)
    expect(known.has('padb_revision')).toBe(true)
    expect(known.has('server_protocol_version')).toBe(false)
    client.socket.destroy()
  })

  test.each([
    ['0', '0'],
    ['1', '1'],
    ['2', '2'],
    ['9', '3'],
    ['-1', '0'],
  ])('agree on a version of results: of %s asked, %s', async (asked, agreed) => {
    const client = new RawClient(redshift.server.port)
    const known = settings(await client.openFrames({ client_protocol_version: asked }))
    expect(known.get('server_protocol_version')).toBe(agreed)
    client.socket.destroy()
  })

  test('set what they name, among the options too', async () => {
    const client = new RawClient(redshift.server.port)
    await client.open({
      query_group: 'etl',
      options: '-c search_path=a,\\ b --statement-timeout=5000 -c nothing=1',
    })
    client.send(requests.query('show query_group; show search_path; show statement_timeout'))
    const rows = (await client.frames()).filter(({ type }) => type === 'D')
    expect(rows.map(({ bytes }) => bytes.toString('utf8', 11))).toEqual(['etl', 'a, b', '5000'])
    client.socket.destroy()
  })
})

describe('results by version', () => {
  const answered = async (version: string | undefined, sql: string, binary = false) => {
    const client = new RawClient(redshift.server.port)
    await client.open(version === undefined ? {} : { client_protocol_version: version })
    const formats = Buffer.from(binary ? [0, 0, 0, 0, 0, 1, 0, 1] : [0, 0, 0, 0, 0, 0])
    client.send(requests.parse('', sql), message('D', Buffer.from('S'), ''))
    client.send(message('B', '', '', formats), message('E', '', 0), requests.sync())
    const frames = await client.frames()
    client.socket.destroy()
    const of = (type: string) => frames.find((frame) => frame.type === type)?.bytes ?? Buffer.alloc(0)
    return { description: of('T'), value: of('D').subarray(11) }
  }

  test('say from 1 on where a column comes from, of a table that is not committed either', async () => {
    const client = new RawClient(redshift.server.port)
    await client.open({ client_protocol_version: '1' })
    client.send(requests.query('begin; create table told (n int not null, i bigint identity(1, 1))'))
    await client.frames()
    client.send(requests.query('select n as renamed, i, 1 as one from told'))
    const [description] = await client.frames()
    const strings = description?.bytes.toString('latin1') ?? ''
    expect(strings).toContain('public\0told\0n\0dev\0\x10\x01')
    expect(strings).toContain('public\0told\0i\0dev\0\x10\x11')
    expect(strings).toContain('\0\0\0\0\x11\x00')
    client.socket.destroy()
  })

  test.each([
    ['12.34::numeric(10,2)', '00000000000004d2'],
    ['(-0.01)::numeric(5,2)', 'ffffffffffffffff'],
    ['1.5', '0000000000000000000000000000000f'],
    ['10000::numeric(20,0)', '00000000000000000000000000002710'],
    ['sum(n) from (select 1.25 as n union all select 2.125) as t', '00000000000000000000000000000d2f'],
    ['-99999999999999999999999999999999999999::numeric(38,0)', 'b4c4b357a5793b85f675ddc000000001'],
  ])('have from 2 on a scaled integer for a NUMERIC in binary format: %s', async (value, hex) => {
    expect((await answered('2', `select ${value}`, true)).value.toString('hex')).toBe(hex)
  })

  test('show VARBYTE in hexadecimal digits, and give its type the number that drivers know', async () => {
    for (const version of [undefined, '0', '2']) {
      const { description, value } = await answered(version, "select cast('abc' as varbyte) as v")
      expect(value.toString()).toBe('616263')
      expect(description.readInt32BE(15)).toBe(6551)
    }
  })

  test('have intervals as release 8.0 sent them, for drivers made for Redshift', async () => {
    const sql = "select interval '1 year 2 months 3 days 1 second'"
    expect((await answered('0', sql, true)).value.toString('hex')).toBe('0000003c599562400000000e')
    expect((await answered(undefined, sql, true)).value.length).toBe(16)
  })

  test('give SUPER the number that drivers know', async () => {
    expect((await answered('2', "select json_parse('[1]') as s")).description.readInt32BE(15)).toBe(4000)
  })
})
