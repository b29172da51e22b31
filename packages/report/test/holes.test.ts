import { SourceError } from '@arbalest/core'
import { describe, expect, test } from 'vitest'
import { holesOf } from '../src/data/holes.js'
import { openUnit, reported } from './reports.js'

const PLACE = { pipeline: 'p', scope: 'p/events' }

describe('a hole', () => {
  test('has the commands that fill it', () => {
    const open = (['pending', 'changed', 'failed', 'quarantined', 'gone'] as const).map((state, index) =>
      openUnit(`2018-02-0${index + 1}`, state),
    )
    const calendar = { by: 'partition', slots: [], missing: [['2018-02-07', '2018-02-08']] } as const
    const holes = holesOf(reported({ open, calendar }), PLACE)
    expect(holes.map(({ what, state, commands }) => [what, state, ...commands])).toEqual([
      ['2018-02-01', 'pending', 'arbalest run p'],
      ['2018-02-02', 'changed', 'arbalest run p'],
      ['2018-02-03', 'failed', 'arbalest run p'],
      ['2018-02-04', 'quarantined', 'arbalest quarantine retry p/events 2018-02-04', 'arbalest run p'],
      ['2018-02-05', 'gone', 'arbalest journal forget p/events 2018-02-05'],
      ['2018-02-07 … 2018-02-08', 'missing', 'arbalest run p'],
    ])
  })

  test('takes in those that follow each other and stand alike, up to fifty', () => {
    const open = Array.from({ length: 60 }, (_, index) => openUnit(`k${index}`, 'gone'))
    const holes = holesOf(reported({ open }), PLACE)
    expect(holes.map(({ what, count }) => [what, count])).toEqual([
      ['k0 … k49', 50],
      ['k50 … k59', 10],
    ])
    expect(holes[1]!.commands).toEqual([
      `arbalest journal forget p/events ${open
        .slice(50)
        .map(({ key }) => key)
        .join(' ')}`,
    ])
  })

  test('says why by itself, if it was tried', () => {
    const error = new SourceError('OBJECT_CHANGED', 'It has changed.')
    const open = [
      openUnit('a', 'failed', { error }),
      openUnit('b', 'failed', { rejected: 2 }),
      openUnit('c', 'pending', { error }),
      openUnit('d', 'pending', { behind: true, oldest: new Date('2018-02-01T10:00:00Z') }),
    ]
    expect(holesOf(reported({ open }), PLACE).map(({ why, oldest }) => [why, oldest])).toEqual([
      ['It has changed.', undefined],
      ['2 rows would be refused. Correct the objects, and run.', undefined],
      ['It is listed, and not loaded yet. It could not be tried: It has changed.', undefined],
      [expect.stringContaining('remove lookback from the step'), '2018-02-01T10:00:00.000Z'],
    ])
  })

  test('says why it was set aside, and is no other if that differs', () => {
    const open = ['a', 'b', 'c'].map((key) =>
      openUnit(key, 'quarantined', { reason: key === 'c' ? 'no gzip' : 'no JSON' }),
    )
    expect(holesOf(reported({ open }), PLACE).map(({ what, why }) => [what, why])).toEqual([
      ['a … b', expect.stringContaining('could not be loaded: no JSON.')],
      ['c', expect.stringContaining('could not be loaded: no gzip.')],
    ])
  })

  test('is of numbers without their zeros, but forgets them with these', () => {
    const key = '42'.padStart(20, '0')
    expect(holesOf(reported({ open: [openUnit(key, 'gone')] }), PLACE)[0]).toMatchObject({
      what: '42',
      commands: [`arbalest journal forget p/events ${key}`],
    })
  })

  test('names the configuration if it must, and takes no key for an option', () => {
    const open = [openUnit('--all', 'gone')]
    expect(holesOf(reported({ open }), { ...PLACE, config: 'my file.yaml' })[0]!.commands).toEqual([
      "arbalest journal forget --config 'my file.yaml' -- p/events --all",
    ])
  })
})
