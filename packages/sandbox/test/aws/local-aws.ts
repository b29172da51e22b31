import { RedshiftClient } from '@aws-sdk/client-redshift'
import {
  DescribeStatementCommand,
  type DescribeStatementResponse,
  ExecuteStatementCommand,
  type ExecuteStatementInput,
  GetStatementResultCommand,
  RedshiftDataClient,
} from '@aws-sdk/client-redshift-data'
import { RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../src/index.js'
import { sandboxOfWorker } from '../shared-sandbox.js'

/** The real clients of all services, against a sandbox that the tests of one file share. */
export interface LocalAws {
  readonly sandbox: Sandbox
  readonly data: RedshiftDataClient
  readonly redshift: RedshiftClient
  readonly serverless: RedshiftServerlessClient
  readonly secrets: SecretsManagerClient
  readonly sts: STSClient
  /** Runs a statement to its end, in the workgroup `wg` unless `input` says otherwise. */
  run(sql: string, input?: Partial<ExecuteStatementInput>): Promise<DescribeStatementResponse>
  /** The values that a statement returns. */
  values(sql: string, input?: Partial<ExecuteStatementInput>): Promise<unknown[][]>
}

/** Where statements run that belong to no session. */
export const WORKGROUP = { WorkgroupName: 'wg', Database: 'dev' }

/** Starts a sandbox before the tests of a file, and stops it behind them. */
export function localAws(options: SandboxOptions = {}): LocalAws {
  let sandbox: Sandbox | undefined
  // Stops it when no client is left: hooks run in the order opposite to this.
  afterAll(() => sandbox?.stop())
  return withClients(async () => (sandbox = await startSandbox(options)))
}

/** Clients of the sandbox that the files of this worker share. */
export function sharedAws(): LocalAws {
  return withClients(sandboxOfWorker)
}

function withClients(start: () => Promise<Sandbox>): LocalAws {
  let started: Omit<LocalAws, 'run' | 'values'> | undefined
  beforeAll(async () => {
    const sandbox = await start()
    const config = {
      endpoint: sandbox.awsEndpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'sandbox', secretAccessKey: 'any' },
      maxAttempts: 1,
    }
    const clients = {
      data: new RedshiftDataClient(config),
      redshift: new RedshiftClient(config),
      serverless: new RedshiftServerlessClient(config),
      secrets: new SecretsManagerClient(config),
      sts: new STSClient(config),
    }
    started = { sandbox, ...clients }
  })
  afterAll(() => {
    if (!started) return
    const { sandbox: _, ...clients } = started
    for (const client of Object.values(clients)) client.destroy()
  })
  const running = () => {
    if (!started) throw new Error('The sandbox of these tests has not started')
    return started
  }
  const run = async (sql: string, input: Partial<ExecuteStatementInput> = {}) => {
    const place = input.SessionId ? {} : input.ClusterIdentifier ? { Database: 'dev' } : WORKGROUP
    const { data } = running()
    const { Id } = await data.send(
      new ExecuteStatementCommand({ ...place, ...input, Sql: sql, WaitTimeSeconds: 30 }),
    )
    return data.send(new DescribeStatementCommand({ Id, WaitTimeSeconds: 30 }))
  }
  const values = async (sql: string, input: Partial<ExecuteStatementInput> = {}) => {
    const { Id, Error: error } = await run(sql, input)
    if (error) throw new Error(error)
    const { Records = [] } = await running().data.send(new GetStatementResultCommand({ Id }))
    return Records.map((row) => row.map((field) => (field.isNull ? null : Object.values(field)[0])))
  }
  return {
    get sandbox() {
      return running().sandbox
    },
    get data() {
      return running().data
    },
    get redshift() {
      return running().redshift
    },
    get serverless() {
      return running().serverless
    },
    get secrets() {
      return running().secrets
    },
    get sts() {
      return running().sts
    },
    run,
    values,
  }
}
