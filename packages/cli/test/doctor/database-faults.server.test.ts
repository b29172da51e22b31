import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openClinic, type Clinic } from './clinic.js'
import { wrongWith } from './wrong-with.js'

let clinic: Clinic

beforeAll(async () => {
  clinic = await openClinic()
})
afterEach(async () => {
  await clinic.admin.query(
    'rollback; grant temp on database dev to public; grant usage, create on schema public to public; drop table if exists orders; drop schema if exists sales cascade',
  )
})
afterAll(() => clinic[Symbol.asyncDispose]())

const text = (pattern: RegExp): string => expect.stringMatching(pattern) as string
const MARKS = 'public\\.arbalest_marks_daily_orders_[0-9a-f]{8}'

test('the user may make no temporary tables, so that nothing can be read either', async () => {
  await clinic.admin.query('revoke temp on database dev from public')
  const found = await clinic.diagnose()
  expect(await wrongWith(clinic)).toEqual({
    'failed: make temporary tables in the database "dev"': text(
      /^run grant temp on database "dev" to "loader" \| ask a superuser of the database/,
    ),
  })
  expect(found.filter(({ outcome }) => outcome === 'skipped').map(({ check }) => check)).toEqual(
    expect.arrayContaining(['have Redshift read s3://acme/arbalest/', 'have Redshift read s3://acme/data/']),
  )
})

test('the user may make no tables, in which there would be the target and the marks', async () => {
  await clinic.admin.query('revoke create on schema public from public')
  const wrong = await wrongWith(clinic)
  expect(Object.keys(wrong)).toEqual([
    'failed: use the table "orders"',
    text(/^failed: use the table "public\.arbalest_marks_/),
    text(/^failed: use the table "public\.arbalest_lock_/),
    text(/^failed: use the table "public\.arbalest_loads_/),
  ])
  for (const cure of Object.values(wrong))
    expect(cure).toMatch(/^run grant create on schema "public" to "loader" \| ask a superuser/)
})

test('the schema of the target is missing, or may not be used', async () => {
  const target = { table: 'sales.orders' }
  const missing = await wrongWith(clinic, { target })
  // The marks and the lock would be in it too.
  expect(Object.keys(missing)).toEqual([
    'failed: use the table "sales.orders"',
    text(/^failed: use the table "sales\.arbalest_marks_/),
    text(/^failed: use the table "sales\.arbalest_lock_/),
    text(/^failed: use the table "sales\.arbalest_loads_/),
  ])
  for (const cure of Object.values(missing))
    expect(cure).toMatch(/^run create schema "sales" authorization "loader" \| ask a superuser/)
  await clinic.admin.query('create schema sales')
  const unusable = Object.values(await wrongWith(clinic, { target }))
  expect(unusable).toHaveLength(4)
  for (const cure of unusable) expect(cure).toMatch(/^run grant usage on schema "sales" to "loader" \|/)
})

test('the target is owned by another', async () => {
  await clinic.admin.query('create table orders (id int)')
  const check = 'failed: use the table "orders"'
  expect(await wrongWith(clinic)).toEqual({
    [check]: text(
      /^run grant select, insert, delete on "orders" to "loader" \| ask the owner of the table, "awsuser", or a superuser/,
    ),
  })
  await clinic.admin.query('grant select, insert on orders to loader')
  expect(await wrongWith(clinic)).toEqual({ [check]: text(/^run grant delete on "orders" to "loader"/) })
  await clinic.admin.query('grant delete on orders to loader')
  expect(await wrongWith(clinic)).toEqual({})
  for (const otherwise of [{ sink: { replace: 'rename' } }, { target: { evolve: 'add' } }] as const)
    expect(await wrongWith(clinic, otherwise)).toEqual({
      [check]: text(/^run alter table "orders" owner to "loader" \| ask the owner/),
    })
})

test('the marks are owned by another, and somebody holds their lock', async () => {
  const [marks] = (await clinic.diagnose()).flatMap(
    ({ check }) => /public\.arbalest_marks_\w+/.exec(check) ?? [],
  )
  await clinic.admin.query(`create table ${marks} (like pg_catalog.pg_tables)`)
  expect(await wrongWith(clinic)).toEqual({
    [`failed: use the table "${marks}"`]: text(
      /^run grant select, insert, delete on "public"\."arbalest_marks_/,
    ),
  })
  await clinic.admin.query(`alter table ${marks} owner to loader`)
  expect(await wrongWith(clinic)).toEqual({})

  await clinic.admin.query(`begin; lock table ${marks}`)
  const found = await clinic.diagnose()
  const lock = found.find(({ check }) => check === `lock the table "${marks}"`)
  expect(lock?.outcome).toBe('look')
  expect(lock?.detail).toMatch(new RegExp(`^The table is locked by .*; every run waits for it\\.$`))
  expect(lock?.remedy?.advice).toMatch(/pg_terminate_backend\(.+\)/)
  expect(found.filter(({ outcome }) => outcome === 'failed')).toEqual([])
  await clinic.admin.query(`rollback; drop table ${marks}`)
})

test('the session that holds a lock is named to who may see it', async () => {
  const sink = { connection: clinic.sandbox.url }
  const [marks] = (await clinic.diagnose({ sink })).flatMap(
    ({ check }) => /public\.arbalest_marks_\w+/.exec(check) ?? [],
  )
  expect(marks).toMatch(new RegExp(`^${MARKS}$`))
  await clinic.admin.query(`create table ${marks} (n int)`)
  await clinic.admin.query(`begin; lock table ${marks}`)
  const { rows } = await clinic.admin.query<{ process: number }>('select pg_backend_pid() as process')
  expect(await wrongWith(clinic, { sink })).toEqual({
    [`look: lock the table "${marks}"`]: text(
      new RegExp(`select pg_terminate_backend\\(${rows[0]?.process}\\)`),
    ),
  })
  await clinic.admin.query(`rollback; drop table ${marks}`)
})

test('rows that are kept cannot be written, as their table is owned by another, or of another version', async () => {
  const step = { onBadRow: { keep: 10 } }
  const [rejects = ''] = (await clinic.diagnose({ step })).flatMap(
    ({ check }) => /public\.arbalest_rejects_\w+/.exec(check) ?? [],
  )
  expect((await clinic.diagnose()).map(({ check }) => check)).not.toContain(`use the table "${rejects}"`)
  await clinic.admin.query(`create table ${rejects} (loaded_at timestamp, run varchar(64))`)
  const check = `failed: use the table "${rejects}"`
  try {
    expect(await wrongWith(clinic, { step })).toEqual({
      [check]: text(/^run grant select, insert, delete on "public"\."arbalest_rejects_/),
    })
    await clinic.admin.query(`alter table ${rejects} owner to loader`)
    const { [check]: cure = '' } = await wrongWith(clinic, { step })
    expect(cure).toMatch(/^run alter table "public"\."arbalest_rejects_\w+" add column "pipeline" varchar/)
    const [, statements = ''] = /^run (.*?) \| ask/.exec(cure) ?? []
    await clinic.admin.query(statements)
    expect(await wrongWith(clinic, { step })).toEqual({})
  } finally {
    await clinic.admin.query(`drop table ${rejects}`)
  }
})
