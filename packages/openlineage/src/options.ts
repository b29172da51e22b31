import { closedObject, ConfigError, optionsSchema, type OptionsSchema } from '@arbalest/core/plugin'
import * as v from 'valibot'
import type { LineageEnvironment } from './environment.js'

/** Where lineage is sent, and how jobs and tables are named there. The standard environment variables say what is not given. */
export interface OpenLineageConfiguration {
  /** The server, such as `http://marquez:5000`. Default: `OPENLINEAGE_URL`. */
  readonly url?: string | undefined
  /** The path of the server's API. Default: `OPENLINEAGE_ENDPOINT`, otherwise `api/v1/lineage`. */
  readonly endpoint?: string | undefined
  /** Sent as a bearer token. Default: `OPENLINEAGE_API_KEY`, otherwise none. */
  readonly apiKey?: string | undefined
  /** The namespace of jobs. Default: `OPENLINEAGE_NAMESPACE`, otherwise `default`. */
  readonly namespace?: string | undefined
  /** The schema of tables that are named without one. Default: `public`. */
  readonly schema?: string | undefined
}

/** An {@link OpenLineageConfiguration}, complete. */
export interface OpenLineageOptions {
  /** The URL that events are posted to; it holds no password. */
  readonly url: URL
  /** What the header of that name says. Undefined if it is not sent. */
  readonly authorization: string | undefined
  readonly namespace: string
  readonly schema: string
}

const DEFAULT_ENDPOINT = 'api/v1/lineage'

function text(description: string) {
  const rule = 'must be text, and not empty.'
  return v.optional(v.pipe(v.string(rule), v.nonEmpty(rule), v.description(description)))
}

const schema = closedObject({
  url: v.optional(
    v.pipe(
      v.string('must be the URL of a server, such as http://marquez:5000.'),
      v.check(isHttp, 'must be the URL of a server, such as http://marquez:5000.'),
      v.description('The server that events are sent to. Default: OPENLINEAGE_URL.'),
    ),
  ),
  endpoint: text("The path of the server's API. Default: OPENLINEAGE_ENDPOINT, otherwise api/v1/lineage."),
  apiKey: v.optional(
    v.pipe(
      v.string('must be text, and not empty.'),
      v.nonEmpty('must be text, and not empty.'),
      v.description('Sent as a bearer token. Default: OPENLINEAGE_API_KEY, otherwise none.'),
      v.metadata({ writeOnly: true }),
    ),
  ),
  namespace: text('The namespace of jobs. Default: OPENLINEAGE_NAMESPACE, otherwise default.'),
  schema: text('The schema of tables that are named without one. Default: public.'),
})

/** The schema of an {@link OpenLineageConfiguration}. */
export const configurationSchema: OptionsSchema<OpenLineageConfiguration> = optionsSchema(schema)

/** Returns what a user wrote, completed from the environment. Throws `ConfigError` if neither says where events are sent. */
export function completeOptions(
  { url, endpoint, apiKey, namespace, schema: tables = 'public' }: OpenLineageConfiguration,
  environment: LineageEnvironment,
): OpenLineageOptions {
  const server = url ?? environment.url
  if (server === undefined || !isHttp(server)) throw wrongServer(server)
  const path = (endpoint ?? environment.endpoint ?? DEFAULT_ENDPOINT).replace(/^\/+/, '')
  const complete = new URL(path, server.replace(/\/*$/, '/'))
  return {
    ...authorized(complete, apiKey ?? environment.apiKey),
    namespace: namespace ?? environment.namespace ?? 'default',
    schema: tables,
  }
}

/** Takes a user and a password, which no request may have there, out of a URL. */
function authorized(
  complete: URL,
  apiKey: string | undefined,
): Pick<OpenLineageOptions, 'url' | 'authorization'> {
  const { username, password } = complete
  const url = new URL(complete)
  url.username = url.password = ''
  if (apiKey !== undefined) return { url, authorization: `Bearer ${apiKey}` }
  if (username === '' && password === '') return { url, authorization: undefined }
  const user = [username, password].map(decodeURIComponent).join(':')
  return { url, authorization: `Basic ${Buffer.from(user).toString('base64')}` }
}

function wrongServer(server: string | undefined): ConfigError {
  const message =
    server === undefined
      ? 'is missing; give it, or set OPENLINEAGE_URL.'
      : 'is missing, and OPENLINEAGE_URL is not the URL of a server, such as http://marquez:5000.'
  return new ConfigError('CONFIG_INVALID', [{ path: ['url'], message }])
}

function isHttp(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}
