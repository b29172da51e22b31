/** What examples in doc comments take for granted, as declarations: values around them, and what plugins are made of. */
export const GIVEN = `
import type * as core from '@arbalest/core'
import type * as parts from '@arbalest/core/plugin'
import type * as sandboxes from '@arbalest/sandbox'
import type * as schema from '@arbalest/schema'
import type * as testing from '@arbalest/testing'
import type * as fs from 'node:fs/promises'
import type * as postgres from 'pg'
import type * as data from '@aws-sdk/client-redshift-data'
import type * as s3 from '@aws-sdk/client-s3'
import type * as valibot from 'valibot'

declare global {
  const v: typeof valibot, pg: typeof postgres, S3Client: typeof s3.S3Client
  const RedshiftDataClient: typeof data.RedshiftDataClient
  const { readFile, stat, writeFile }: typeof fs
  const test: testing.Test

  const configuration: unknown, error: unknown, message: string, path: string, folder: string, connection: string
  const files: string[], keys: string[], right: core.Right, rejection: core.Rejection
  const assembly: core.Assembly, pipelines: readonly core.Pipeline[], step: core.LoadStep & schema.StepToPrint
  const others: Omit<core.LoadStep, 'strategy'>, reports: core.StepReport[]

  const source: parts.Source & Required<Pick<parts.Source, 'open'>> & testing.ChangeableSource
  const sink: parts.Sink, strategy: parts.Strategy, journal: parts.Journal, tx: parts.Transaction
  const context: parts.TransactionContext, target: parts.Target, existing: parts.TableColumn[]
  const objects: parts.SourceObject[], early: parts.SourceObject[], late: parts.SourceObject[]
  const units: AsyncIterable<readonly parts.Unit[]>, listed: AsyncIterable<readonly parts.SourceObject[]>
  const marks: AsyncIterable<readonly parts.Mark[]>
  const missing: parts.Column[], stopping: core.Difference[]
  const inferred: schema.InferredTable, documents: Parameters<typeof schema.infer>[0]
  const redshift: Awaited<ReturnType<typeof sandboxes.startRedshift>>
  const fixture: testing.SinkFixture

  function work(): Promise<void>
  function tryAgainLater(): void
  function look(page: unknown): Promise<void>
  function addColumn(column: parts.Column): Promise<void>
  function post(event: string): Promise<void>
  const warehouse: { query(statement: parts.Statement): Promise<void> }
  function emptyWarehouse(): Promise<typeof warehouse>
  function fixtureOf(of: typeof warehouse): testing.SinkFixture
  const bucket: { put(key: string, content: string): Promise<void> }
  function journalIn(of: typeof bucket, into: parts.Sink, scope: string): ReturnType<testing.SegmentFixtures['journal']>

  const plugin: parts.Plugin<'source', { folder: string }>
  const FolderSource: new (folder: string) => parts.Source
  const FolderInTest: new () => testing.ChangeableSource
  const FolderJournal: new (folder: string, into: parts.Sink, scope: string) => parts.Journal
  const NewestStrategy: new (options: { suffix?: string | undefined }) => parts.Strategy
  const SpanObserver: new () => parts.Observer
}
`
