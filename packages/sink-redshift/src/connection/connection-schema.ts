import { closedObject, durationSchema } from '@arbalest/core/plugin'
import * as v from 'valibot'
import { VIAS, type ConnectionConfiguration } from './connection-configuration.js'
import { connectionFaults } from './connection-faults.js'
import { connectionUrlSchema } from './connection-url.js'
import { TLS_MODES } from './tls-mode.js'

const PORT_RULE = 'must be a port, from 1 to 65535.'

const SCHEMA = /^[^.\0]{1,127}$/
const SCHEMA_RULE = 'must be the name of a schema, of 1 to 127 characters.'

function text(description: string, rule = 'must be text, and not empty.') {
  return v.optional(v.pipe(v.string(rule), v.nonEmpty(rule), v.description(description)))
}

function duration(description: string) {
  return v.optional(v.pipe(durationSchema, v.description(description)))
}

const iamSchema = closedObject({
  workgroup: text("The serverless workgroup to sign in to. Default: derived from the host's name."),
  cluster: text("The provisioned cluster to sign in to. Default: derived from the host's name."),
  user: text("The user of a cluster's database. Default: the user that Redshift derives from the caller."),
  create: v.optional(
    v.pipe(
      v.boolean('must be true or false.'),
      v.description('Whether that user is created if it is missing. Default: false.'),
    ),
  ),
  groups: v.optional(
    v.pipe(
      v.array(
        v.pipe(v.string('must be the name of a group.'), v.nonEmpty('must be the name of a group.')),
        'must be a list of groups.',
      ),
      v.description('The groups that the user joins for the session. Default: the groups of the user.'),
    ),
  ),
})

const objectSchema = v.pipe(
  closedObject({
    host: text(
      'The host. Default: the host of the secret, the cluster or the workgroup, which is looked up.',
    ),
    port: v.optional(
      v.pipe(
        v.union([v.number(), v.string()], PORT_RULE),
        v.check(
          (port) => /^\d+$/.test(String(port)) && Number(port) >= 1 && Number(port) <= 65_535,
          PORT_RULE,
        ),
        v.description(
          'The port. Default: the port of the secret, the cluster or the workgroup if it is looked up, otherwise 5439.',
        ),
      ),
    ),
    database: text("The database. Default: the secret's."),
    user: text('The user who signs in, with password. Default: none.'),
    password: v.optional(
      v.pipe(
        v.string('must be text, and not empty.'),
        v.nonEmpty('must be text, and not empty.'),
        v.description("The user's password. Default: none."),
        v.metadata({ writeOnly: true }),
      ),
    ),
    secret: v.optional(
      v.pipe(
        v.string('must be the ARN of a secret of Secrets Manager.'),
        v.regex(
          /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:\S+$/,
          'must be the ARN of a secret, such as arn:aws:secretsmanager:eu-west-1:123456789012:secret:redshift-AbCdEf.',
        ),
        v.description(
          'The ARN of a secret of Secrets Manager that holds a user and a password. Default: none.',
        ),
      ),
    ),
    iam: v.optional(
      v.pipe(
        iamSchema,
        v.description(
          "Signs in with IAM; {} if the host's name shows the cluster or workgroup, or is a custom domain name. Default: no IAM.",
        ),
      ),
    ),
    via: v.optional(
      v.pipe(
        v.picklist(VIAS, 'must be wire or data-api.'),
        v.description(
          'How statements are sent: over a connection to the host, or by the Redshift Data API. Default: wire.',
        ),
      ),
    ),
    sessionKeepAlive: duration(
      'How long an unused session of the Data API stays open, with its locks; at most 24h. Default: 60s.',
    ),
    queryGroup: v.optional(
      v.pipe(
        v.string('must be text.'),
        v.regex(/^[^\0]{1,320}$/, 'must be text of 1 to 320 characters.'),
        v.description("Redshift's query_group, which selects a queue. Default: none."),
      ),
    ),
    searchPath: v.optional(
      v.pipe(
        v.array(v.pipe(v.string(SCHEMA_RULE), v.regex(SCHEMA, SCHEMA_RULE)), 'must be a list of schemas.'),
        v.minLength(1, 'must name a schema.'),
        v.description(
          "Redshift's search_path: the schemas of tables that are named without one. Default: the user's.",
        ),
      ),
    ),
    connectTimeout: duration('How long to try to open a connection. Default: 60s.'),
    lockTimeout: duration("How long a transaction waits for another's lock. Default: no limit."),
    statementTimeout: duration('How long a statement may take. Default: the setting of Redshift.'),
    tls: v.optional(
      v.pipe(
        v.picklist(TLS_MODES, `must be ${TLS_MODES.slice(0, -1).join(', ')} or ${TLS_MODES.at(-1)!}.`),
        v.description(
          'Whether TLS is used, and how strictly. Default: disable if the host is this machine, otherwise verify-full.',
        ),
      ),
    ),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const input = dataset.value as ConnectionConfiguration
    for (const { path, message } of connectionFaults(input)) {
      const [first, ...others] = path.map(
        (key) =>
          ({
            type: 'object',
            origin: 'value',
            input: { ...input },
            key: String(key),
            value: undefined,
          }) as const,
      )
      addIssue({ message, input: undefined, path: first && [first, ...others] })
    }
  }),
)

const either = v.union([connectionUrlSchema, objectSchema])

/**
 * A valibot schema for a connection: the URL, or the object. What is wrong is reported as it is of
 * the form that was written; valibot's own union would say only that neither is right.
 */
export const connectionSchema: typeof either = {
  ...either,
  '~run': (dataset, config) =>
    (typeof dataset.value === 'object' && dataset.value !== null ? objectSchema : connectionUrlSchema)[
      '~run'
    ](dataset, config) as ReturnType<(typeof either)['~run']>,
}
