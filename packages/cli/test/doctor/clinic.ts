import {
  CreateBucketCommand,
  PutObjectCommand,
  S3Client,
  type BucketLocationConstraint,
} from '@aws-sdk/client-s3'
import { assemble, diagnose, type DiagnosedStep } from '@arbalest/core'
import { startSandbox, type Sandbox } from '@arbalest/sandbox'
import redshift, { type RedshiftSinkConfiguration } from '@arbalest/sink-redshift'
import s3Source from '@arbalest/source-s3'
import { Client } from 'pg'

/** A sandbox in which a user without any special rights loads the objects of a bucket. */
export interface Clinic extends AsyncDisposable {
  readonly sandbox: Sandbox
  /** A superuser's session. */
  readonly admin: Client
  /** Writes a bucket with one object, `data/a.json`. */
  bucket(name: string, region?: BucketLocationConstraint): Promise<void>
  /** Diagnoses one load step, `daily/orders`; whoever tests says what is otherwise than in a sound configuration. */
  diagnose(otherwise?: Otherwise): Promise<readonly DiagnosedStep[]>
}

/** What a test changes of a sound configuration. */
export interface Otherwise {
  readonly sink?: Partial<RedshiftSinkConfiguration>
  readonly source?: object
  readonly target?: object
  readonly step?: object
}

/** How `loader` connects. */
export function connectionOf({ url }: Sandbox, user = 'loader', password = 'Passw0rd') {
  const { hostname: host, port } = new URL(url)
  return { host, port, database: 'dev', user, password }
}

export async function openClinic(): Promise<Clinic> {
  const sandbox = await startSandbox({ passwords: 'md5' })
  Object.assign(process.env, sandbox.env)
  const s3 = new S3Client({ forcePathStyle: true })
  const admin = new Client(sandbox.url)
  await admin.connect()
  await admin.query(`create user loader password 'Passw0rd'`)
  const clinic: Clinic = {
    sandbox,
    admin,
    async bucket(Bucket, LocationConstraint) {
      await s3.send(
        new CreateBucketCommand({
          Bucket,
          ...(LocationConstraint && { CreateBucketConfiguration: { LocationConstraint } }),
        }),
      )
      await s3.send(new PutObjectCommand({ Bucket, Key: 'data/a.json', Body: '{"id":1}\n' }))
    },
    async diagnose({ sink, source, target, step } = {}) {
      await using assembly = await assemble({
        sink: {
          use: redshift,
          with: {
            connection: connectionOf(sandbox),
            iamRole: 'arn:aws:iam::123456789012:role/load',
            metadata: 's3://acme/arbalest/',
            ...sink,
          },
        },
        pipelines: {
          daily: [
            {
              load: 'orders',
              source: { use: s3Source, with: { url: 's3://acme/data/', ...source } },
              strategy: { use: 'manifest' },
              target: { table: 'orders', properties: { id: 'int' }, ...target },
              ...step,
            },
          ],
        },
      })
      const found: DiagnosedStep[] = []
      for await (const finding of diagnose(assembly.pipelines)) found.push(finding)
      return found
    },
    async [Symbol.asyncDispose]() {
      await admin.end()
      s3.destroy()
      await sandbox.stop()
    },
  }
  await clinic.bucket('acme')
  return clinic
}
