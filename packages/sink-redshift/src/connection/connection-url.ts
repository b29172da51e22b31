import * as v from 'valibot'
import { TLS_MODES, type TlsMode } from './tls-mode.js'

/** What the URL of a cluster says. */
interface ConnectionUrl {
  readonly host: string
  readonly port: number | undefined
  readonly database: string
  readonly user: string
  readonly password: string
  readonly tls: TlsMode | undefined
}

const URL_RULE = 'must be a URL, such as redshift://user:password@host:5439/database.'

/** A valibot schema for the URL of a cluster. None of its messages repeats the URL. */
export const connectionUrlSchema = v.pipe(
  v.string(
    'must be a URL, such as redshift://user:password@host:5439/database, or an object with host, database and a way to sign in.',
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return
    const url = parse(dataset.value)
    for (const message of url ? faultsOf(url) : [URL_RULE]) addIssue({ message, input: undefined })
  }),
  v.description(
    'The cluster, and who signs in: redshift://user:password@host:5439/database. TLS is verified unless the host is this machine, or the URL ends in ?sslmode=disable, require or verify-ca.',
  ),
  v.metadata({ writeOnly: true }),
)

/** Returns what a URL that {@link connectionUrlSchema} has checked says. */
export function parseConnectionUrl(text: string): ConnectionUrl {
  const url = new URL(text)
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port ? Number(url.port) : undefined,
    database: databaseOf(url),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    tls: tlsOf(url),
  }
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

function faultsOf(url: URL): string[] {
  const faults: string[] = []
  if (!['redshift:', 'postgres:', 'postgresql:'].includes(url.protocol))
    faults.push('must begin with redshift:// or postgres://.')
  if (!url.hostname) faults.push('names no host; write it after the @.')
  if (!isEncoded(url.username) || !isEncoded(url.password) || !isEncoded(url.pathname)) {
    faults.push('has a % that begins no escape; write %25 for a percent sign.')
    return faults
  }
  if (!url.username) faults.push('names no user; write redshift://user:password@….')
  if (!url.password) faults.push('has no password; write redshift://user:password@….')
  if (!databaseOf(url)) faults.push('names no database; write it after the port, as in :5439/dev.')
  // The message does not name it: it may be part of a password with an unescaped question mark.
  if ([...url.searchParams.keys()].some((name) => name !== 'sslmode'))
    faults.push('has a parameter that is not sslmode, the only one it may have.')
  if (url.searchParams.has('sslmode') && !tlsOf(url))
    faults.push(`has an sslmode that is not known; it must be ${TLS_MODES.join(', ')}.`)
  return faults
}

function databaseOf(url: URL): string {
  return decodeURIComponent(url.pathname.replace(/^\//, ''))
}

function tlsOf(url: URL): TlsMode | undefined {
  const mode = url.searchParams.get('sslmode')
  return TLS_MODES.find((known) => known === mode)
}

function isEncoded(text: string): boolean {
  return !/%(?![0-9a-f]{2})/i.test(text) && canDecode(text)
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
