import { jsonObject, property } from '@arbalest/core'
import { expect, test } from 'vitest'
import * as catalog from '../../src/statements/catalog/catalog.js'
import * as rows from '../../src/statements/tables/rows.js'
import * as tables from '../../src/statements/tables/tables.js'

const EVENTS = jsonObject('Events', property('id', 'int8'), property('user', property('name', 'text')))
const PLAIN = { table: EVENTS.table, columns: EVENTS.columns }
const DAY = { column: 'at', from: '2026-01-02', to: '2026-01-03' }

test('a table is looked for where the search path leads, or in its schema', () => {
  const columns =
    'select a.attname as "name", pg_catalog.format_type(a.atttypid, a.atttypmod) as "type", ' +
    'a.attnotnull as "not_null", a.atthasdef as "has_default" from pg_catalog.pg_attribute as a ' +
    'join pg_catalog.pg_class as c on c.oid = a.attrelid'
  expect(catalog.findColumns('Events')).toEqual({
    text: `${columns} where c.relname = $1 and pg_catalog.pg_table_is_visible(c.oid) and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    values: ['events'],
  })
  expect(catalog.findColumns('staging.events')).toEqual({
    text: `${columns} join pg_catalog.pg_namespace as n on n.oid = c.relnamespace where c.relname = $1 and n.nspname = $2 and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    values: ['events', 'staging'],
  })
})

test('a table is made of its columns, their types in one way of writing', () => {
  expect(tables.createTable(EVENTS)).toEqual({
    text: 'create table if not exists "events" ("id" bigint, "user_name" varchar(256))',
  })
  expect(tables.createTemporary('arbalest_staged_1', EVENTS)).toEqual({
    text: 'create temporary table "arbalest_staged_1" ("id" bigint, "user_name" varchar(256))',
  })
  const { columns } = EVENTS
  const day = { ...columns[1]!, name: 'day', type: 'date', constant: '2026-01-02' }
  expect(tables.createTemporary('arbalest_staged_1', { ...EVENTS, columns: [columns[0]!, day] })).toEqual({
    text: `create temporary table "arbalest_staged_1" ("id" bigint, "day" date default cast('2026-01-02' as date))`,
  })
  expect(tables.createLike('staging.new', 'staging.events')).toEqual({
    text: 'create table "staging"."new" (like "staging"."events" including defaults)',
  })
})

test('a table is made with the attributes of its columns and its own', () => {
  const target = jsonObject(
    {
      table: 'events',
      distStyle: 'key',
      distKey: 'id',
      sortKey: ['at'],
      sortStyle: 'compound',
      backup: false,
    },
    property('id', 'bigint', { notNull: true, encode: 'az64', default: -1 }),
    property('at', 'timestamp', { default: "it's", encode: 'raw' }),
    property('ok', 'boolean', { default: false, notNull: false }),
  )
  expect(tables.createTable(target)).toEqual({
    text:
      'create table if not exists "events" ("id" bigint default -1 encode az64 not null, ' +
      `"at" timestamp default 'it''s' encode raw, "ok" boolean default false) ` +
      'backup no diststyle key distkey ("id") compound sortkey ("at")',
  })
  expect(tables.createTable({ ...PLAIN, storage: { distStyle: 'even', sortKey: 'auto' } }).text).toMatch(
    /\) diststyle even sortkey auto$/,
  )
  expect(tables.createTable({ ...PLAIN, storage: { distKey: 'ID' } }).text).toMatch(
    /\) diststyle key distkey \("id"\)$/,
  )
})

test('a type that is none makes no statement', () => {
  const target = { table: 'x', columns: [{ name: 'a', type: 'int); drop table y; --', path: ['a'] }] }
  expect(() => tables.createTable(target)).toThrow(/is not a column type/)
})

test('a table is dropped, and renamed within its schema', () => {
  expect(tables.dropTable('staging.events')).toEqual({ text: 'drop table "staging"."events"' })
  expect(tables.renameTable('staging.new', 'staging.events')).toEqual({
    text: 'alter table "staging"."new" rename to "events"',
  })
})

test('a staged table fills its constant columns by default', () => {
  const columns = [...EVENTS.columns, { name: 'part', type: 'varchar(16)', path: [], constant: "it's" }]
  expect(tables.createTemporary('staged', { ...EVENTS, columns }).text).toContain(
    `, "part" varchar(16) default 'it''s')`,
  )
})

test('rows are deleted, all or those in a range, which may have no end', () => {
  expect(rows.deleteRows('events', { column: 'at', from: '2026-01-02' })).toEqual({
    text: 'delete from "events" where "at" >= $1',
    values: ['2026-01-02'],
  })
  expect(rows.deleteRows('events')).toEqual({ text: 'delete from "events"' })
  expect(rows.deleteRows('events', DAY)).toEqual({
    text: 'delete from "events" where "at" >= $1 and "at" < $2',
    values: ['2026-01-02', '2026-01-03'],
  })
})

test('staged rows are inserted by column, all or those in a range, in order where one is given', () => {
  expect(rows.insertRows(EVENTS, 'new')).toEqual({
    text: 'insert into "events" ("id", "user_name") select "id", "user_name" from "new"',
  })
  expect(rows.insertRows(EVENTS, 'new', { sortedBy: 'at', range: DAY })).toEqual({
    text: 'insert into "events" ("id", "user_name") select "id", "user_name" from "new" where "at" >= $1 and "at" < $2 order by "at"',
    values: ['2026-01-02', '2026-01-03'],
  })
})

test('rows out of range are counted, those without a value among them', () => {
  expect(rows.countOutside('new', DAY)).toEqual({
    text:
      'select count(*) as "rows", sum(case when "at" is null then 1 else 0 end) as "nulls", cast(min("at") as varchar) as "example" ' +
      'from "new" where "at" is null or not ("at" >= $1 and "at" < $2)',
    values: ['2026-01-02', '2026-01-03'],
  })
})
