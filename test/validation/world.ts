import { createS3Client } from '@arbalest/s3'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { Client } from 'pg'

const TABLES = ['t', 'u', 'people', 'counted', 'loaded', 'days', 'more', 'kept', 'kept_schema.there']

const SETUP = `
  create table t (a int, b varchar(20)); insert into t values (1, 'x'), (1, 'y'), (2, 'z');
  create table u (a int, b varchar(20)); insert into u values (3, 'w');
  create table people (j super); insert into people values (json_parse('{"name":"Ann","tags":["x"]}'));
  create table counted (n int identity(1, 1), a int); insert into counted (a) values (1);
  create table loaded (a int, b varchar(3)); insert into loaded values (0, 'old');
  create table more (a int); insert into more values (0);
  create table days (a int, day varchar(20)); insert into days values (0, '2026-01-01');
  create schema kept_schema; create table kept_schema.there (a int); insert into kept_schema.there values (5);
  create view v as select a from u; create materialized view kept as select a from t;
  create user reader password 'Secret123'; create group readers; grant select on u to reader;
  comment on table t is 'as it was'`

const ROUTINES = [
  'create procedure p() as $$ begin delete from t; end; $$ language plpgsql',
  'create procedure committing() as $$ begin delete from t; commit; end; $$ language plpgsql',
  'create function kept_function(int) returns int immutable as $$ select $1 $$ language sql',
]

/** A cluster and a bucket, with something of each kind in them. */
export interface World extends AsyncDisposable {
  readonly sandbox: Sandbox
  put(key: string, body: string): Promise<void>
  /** Returns all that a command could have changed. */
  everything(): Promise<unknown>
}

/** Starts a world; leads the AWS SDK of this process to it. */
export async function startWorld(): Promise<World> {
  const sandbox = await startSandbox()
  Object.assign(process.env, sandbox.env)
  const s3 = createS3Client()
  await s3.send(new CreateBucketCommand({ Bucket: 'acme' }))
  const client = new Client(sandbox.url)
  await client.connect()
  for (const text of [SETUP, ...ROUTINES]) await client.query(text)
  const put = async (Key: string, Body: string) =>
    void (await s3.send(new PutObjectCommand({ Bucket: 'acme', Key, Body })))
  const contentOf = async (Key: string) =>
    (await s3.send(new GetObjectCommand({ Bucket: 'acme', Key }))).Body!.transformToString('base64')
  return {
    sandbox,
    put,
    async everything() {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'acme' }))
      const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket: 'acme' }))
      const objects = Contents.map(async ({ Key = '', ETag, LastModified }) => [
        Key,
        ETag,
        LastModified,
        await contentOf(Key),
      ])
      return { objects: await Promise.all(objects), Uploads, ...(await catalogOf(client)) }
    },
    async [Symbol.asyncDispose]() {
      await client.end()
      s3.destroy()
      await sandbox.stop()
    },
  }
}

async function catalogOf(client: Client): Promise<object> {
  const rowsOf = async (query: string) => (await client.query({ text: query, rowMode: 'array' })).rows
  const found: Record<string, unknown> = {}
  for (const table of TABLES) found[table] = (await rowsOf(`select * from ${table}`)).toSorted()
  for (const [name, query] of Object.entries(CATALOG)) found[name] = await rowsOf(query)
  return found
}

const OWN = `not in ('pg_catalog', 'information_schema', 'pg_toast', 'redshift', 'postgres')`

/** What stands in the catalog, but for counters and statistics. */
const CATALOG: Readonly<Record<string, string>> = {
  relations: `select nspname, relname, relkind, relowner, relacl::text, obj_description(c.oid)
    from pg_class c join pg_namespace n on n.oid = relnamespace where nspname ${OWN} order by 1, 2`,
  columns: `select table_schema, table_name, column_name, data_type, character_maximum_length, column_default, is_nullable
    from information_schema.columns where table_schema ${OWN} order by 1, 2, 3`,
  storage: `select "schema", "table", diststyle, sortkey1 from svv_table_info order by 1, 2`,
  views: `select schemaname, viewname, definition from pg_views where schemaname ${OWN} order by 1, 2`,
  routines: `select nspname, proname, prosrc, proowner, proacl::text
    from pg_proc p join pg_namespace n on n.oid = pronamespace where nspname ${OWN} order by 1, 2`,
  schemas: `select nspname, nspowner, nspacl::text from pg_namespace where nspname not like 'pg_%' order by 1`,
  databases: `select datname, datdba from pg_database order by 1`,
  users: `select usename, usesuper from pg_user order by 1`,
  groups: `select groname, grolist::text from pg_group order by 1`,
  defaults: `select defaclrole, defaclacl::text from pg_default_acl order by 1`,
}
