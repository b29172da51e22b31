import { describe, expect, test } from 'vitest'
import { ConfigError } from '../../src/index.js'
import { parseColumnType } from '../../src/plugin.js'

describe('parseColumnType', () => {
  test.each([
    ['smallint', 'smallint'],
    ['INT2', 'smallint'],
    ['Integer', 'integer'],
    ['int', 'integer'],
    ['int4', 'integer'],
    ['bigint', 'bigint'],
    ['int8', 'bigint'],
    ['decimal', 'numeric(18,0)'],
    ['decimal(10)', 'numeric(10,0)'],
    ['numeric( 38 , 37 )', 'numeric(38,37)'],
    ['real', 'real'],
    ['float4', 'real'],
    ['double  precision', 'double precision'],
    ['float', 'double precision'],
    ['float8', 'double precision'],
    ['bool', 'boolean'],
    ['char', 'char(1)'],
    ['char(4096)', 'char(4096)'],
    ['char(max)', 'char(4096)'],
    ['nchar(3)', 'char(3)'],
    ['bpchar', 'char(256)'],
    ['varchar', 'varchar(256)'],
    ['varchar(36)', 'varchar(36)'],
    ['VARCHAR(MAX)', 'varchar(65535)'],
    ['character varying(7)', 'varchar(7)'],
    ['nvarchar(7)', 'varchar(7)'],
    ['text', 'varchar(256)'],
    ['date', 'date'],
    ['time', 'time'],
    ['time with time zone', 'timetz'],
    ['timestamp', 'timestamp'],
    ['timestamp without time zone', 'timestamp'],
    ['timestamp with time zone', 'timestamptz'],
    ['timestamptz', 'timestamptz'],
    ['super', 'super'],
    ['varbyte', 'varbyte(64000)'],
    ['varbinary(10)', 'varbyte(10)'],
    ['geometry', 'geometry'],
    ['geography', 'geography'],
    ['hllsketch', 'hllsketch'],
  ])('reads %j as %s', (text, type) => {
    expect(parseColumnType(text)).toBe(type)
    expect(parseColumnType(type)).toBe(type)
  })

  test.each([
    '',
    'string',
    'uuid',
    'jsonb',
    'serial',
    'varchar(0)',
    'varchar(65536)',
    'varchar(1,2)',
    'varchar(x)',
    'varchar()',
    'char(4097)',
    'decimal(39)',
    'decimal(10,11)',
    'decimal(38,38)',
    'decimal(1.5)',
    'decimal(10,2,3)',
    'integer(4)',
    'text(10)',
    'varchar(36',
    'varchar(36); drop table x',
    'int[]',
  ])('refuses %j, and quotes it', (text) => {
    const read = () => parseColumnType(text)
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(`"${text}"`)
  })
})
