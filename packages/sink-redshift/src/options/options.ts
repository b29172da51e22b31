import { closedObject, optionsSchema, type OptionsSchema } from '@arbalest/core/plugin'
import { s3OptionsSchema, type S3Options } from '@arbalest/s3'
import * as v from 'valibot'
import {
  authorizationEntries,
  authorizationOf,
  type Authorization,
  type AuthorizationConfiguration,
} from './authorization.js'
import type { ConnectionConfiguration } from '../connection/connection-configuration.js'
import { completeConnection, type ConnectionOptions } from '../connection/connection-options.js'
import { connectionSchema } from '../connection/connection-schema.js'
import type { CopyOptions } from './copy-options.js'
import { completeCopy, copySchema } from './copy-schema.js'
import { folderAt, folderSchema, type S3Folder } from './s3-folder.js'

/** What a configuration says of this sink. Exactly one of `iamRole` and `accessKeyId` must be given. */
export interface RedshiftSinkConfiguration {
  /**
   * `redshift://user:password@host:5439/database`, or the same with `postgres://`.
   * TLS is used, and the host's certificate verified, unless the host is this machine
   * or the URL ends in `?sslmode=disable`, `require` or `verify-ca`. An object says it
   * all otherwise, and knows more ways to sign in.
   */
  readonly connection: string | ConnectionConfiguration
  /** The role with which Redshift reads the objects: its ARN, several ARNs with commas to chain them, or `default`. */
  readonly iamRole?: string | undefined
  /** With `secretAccessKey`: the keys with which Redshift reads the objects. Prefer a role. */
  readonly accessKeyId?: string | undefined
  readonly secretAccessKey?: string | undefined
  /** The session token, if the keys are temporary. */
  readonly sessionToken?: string | undefined
  /** `s3://bucket/prefix/`, outside of any source: the sink writes COPY's manifests and JSONPaths files there. */
  readonly metadata: string
  /**
   * `s3://bucket/prefix/`, outside of any source: objects that are not in S3 are copied there for as long as COPY reads
   * them. Default: such objects are refused.
   */
  readonly staging?: string | undefined
  /** How the sink connects to S3 to write them. The credentials come from the AWS SDK's default chain. */
  readonly s3?: S3Options | undefined
  /** The schema of the tables that hold marks and ledgers. Default: the schema of the table of the step; for a SQL step, the first schema of the search path. */
  readonly marksSchema?: string | undefined
  /** How many days the ledger keeps what each load did. 0: there is no ledger. Default: 400. */
  readonly ledgerDays?: number | undefined
  /**
   * How a whole table is replaced. `delete` deletes its rows and inserts the new ones,
   * which keeps its grants and the views on it; `rename` drops it and gives its name to
   * a new table, which is faster and keeps neither. Default: `delete`.
   */
  readonly replace?: 'delete' | 'rename' | undefined
  /** How COPY reads the objects. A step's own `copy` is merged over it. */
  readonly copy?: CopyOptions | undefined
}

/** A {@link RedshiftSinkConfiguration}, checked and complete. */
export interface RedshiftSinkOptions {
  readonly connection: ConnectionOptions
  readonly authorization: Authorization
  readonly metadata: S3Folder
  readonly staging?: S3Folder | undefined
  readonly s3: S3Options
  readonly marksSchema?: string | undefined
  readonly ledgerDays: number
  readonly replace: 'delete' | 'rename'
  readonly copy: CopyOptions
}

/**
 * Returns what a user wrote, and {@link configurationSchema} has checked, as the sink takes it.
 *
 * @example
 * ```ts
 * const options = completeOptions({ connection, iamRole: 'default', metadata: 's3://acme-meta/arbalest/' })
 * ```
 */
export function completeOptions(configuration: RedshiftSinkConfiguration): RedshiftSinkOptions {
  const {
    connection,
    metadata,
    staging,
    s3 = {},
    marksSchema,
    ledgerDays = 400,
    replace = 'delete',
    copy = {},
  } = configuration
  return {
    connection: completeConnection(connection),
    authorization: authorizationOf(configuration),
    metadata: folderAt(metadata),
    staging: staging === undefined ? undefined : folderAt(staging),
    s3,
    marksSchema,
    ledgerDays,
    replace,
    copy: completeCopy(copy),
  }
}

const entries = closedObject({
  connection: v.pipe(
    connectionSchema,
    v.description(
      'The cluster or serverless workgroup, and how to sign in: a URL with a user and a password, or an object.',
    ),
  ),
  ...authorizationEntries,
  metadata: v.pipe(
    folderSchema,
    v.description("Where the sink writes COPY's manifests and JSONPaths files."),
  ),
  staging: v.optional(
    v.pipe(
      folderSchema,
      v.description(
        'Where objects that are not in S3 are copied to while COPY reads them. Default: such objects are refused.',
      ),
    ),
  ),
  s3: v.optional(
    v.pipe(
      s3OptionsSchema,
      v.description('How the sink connects to S3 to write metadata. Default: the settings of the AWS SDK.'),
    ),
  ),
  marksSchema: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[^.\0]{1,127}$/, 'must be the name of a schema, of 1 to 127 characters.'),
      v.description(
        'The schema of the tables that hold marks and ledgers. Default: the schema of the table of the step; for a SQL step, the first schema of the search path.',
      ),
    ),
  ),
  ledgerDays: v.optional(
    v.pipe(
      v.number(),
      v.integer('must be a whole number of days.'),
      v.minValue(0, 'must be 0 or more.'),
      v.maxValue(36_500, 'must be 36500 or less.'),
      v.description('For how many days the ledger keeps its rows; 0: there is no ledger. Default: 400.'),
    ),
  ),
  replace: v.optional(
    v.pipe(
      v.picklist(['delete', 'rename'], 'must be delete or rename.'),
      v.description('How a whole table is replaced. Default: delete.'),
    ),
  ),
  copy: v.optional(
    v.pipe(
      copySchema,
      v.description("How COPY reads the objects; a step's own copy is merged over it. Default: JSON."),
    ),
  ),
})

const authorizing = [['iamRole'], ['accessKeyId'], ['secretAccessKey'], ['sessionToken']] as const

const schema = v.pipe(
  entries,
  v.forward(
    v.partialCheck(
      authorizing,
      ({ iamRole, accessKeyId, secretAccessKey }: AuthorizationConfiguration) =>
        iamRole !== undefined || accessKeyId !== undefined || secretAccessKey !== undefined,
      'is missing; give default, or the ARN of a role that may read the objects; or give accessKeyId and secretAccessKey.',
    ),
    ['iamRole'],
  ),
  v.forward(
    v.partialCheck(
      authorizing,
      ({ iamRole, accessKeyId, secretAccessKey, sessionToken }: AuthorizationConfiguration) =>
        iamRole === undefined ||
        (accessKeyId === undefined && secretAccessKey === undefined && sessionToken === undefined),
      'is given together with keys; Redshift takes either a role or keys.',
    ),
    ['iamRole'],
  ),
  v.forward(
    v.partialCheck(
      authorizing,
      ({ accessKeyId, secretAccessKey }: AuthorizationConfiguration) =>
        (accessKeyId === undefined) === (secretAccessKey === undefined),
      'and secretAccessKey need each other; give both.',
    ),
    ['accessKeyId'],
  ),
)

/** The schema of a {@link RedshiftSinkConfiguration}. None of its messages repeats a secret. */
export const configurationSchema = optionsSchema(schema) as OptionsSchema<RedshiftSinkConfiguration>
