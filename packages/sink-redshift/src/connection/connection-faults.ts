import { isIP } from 'node:net'
import type { Fault } from '@arbalest/core/plugin'
import type { ConnectionConfiguration, IamConfiguration, Via } from './connection-configuration.js'
import { parseHostName, type NamedHost } from './host-name.js'
import { viaFaults } from './via-faults.js'

/** Returns what is wrong with a connection each of whose keys is right by itself. Paths start at the connection. */
export function connectionFaults(connection: ConnectionConfiguration): readonly Fault[] {
  return [...signInFaults(connection), ...viaFaults(connection)]
}

function signInFaults(connection: ConnectionConfiguration): readonly Fault[] {
  const ways = waysOf(connection)
  const [way, second] = ways
  if (way === undefined)
    return [fault([], 'names no way to sign in; give user and password, or secret, or iam.')]
  if (second !== undefined) return [fault([second], secondWay(way, second, connection))]
  if (way === 'secret') return []
  const missing = (key: 'host' | 'database', remedy: string) =>
    connection[key] === undefined ? [fault([key], `is missing; ${remedy}.`)] : []
  if (way === 'iam')
    return [...missing('database', 'IAM signs in to one database'), ...iamFaults(connection.iam!, connection)]
  return [
    ...missing('host', 'a user and a password say not to which'),
    ...missing('database', 'a user and a password say not to which'),
    ...(['user', 'password'] as const)
      .filter((key) => connection[key] === undefined)
      .map((key) => fault([key], `is missing; user and password need each other.`)),
  ]
}

type Way = 'password' | 'user' | 'secret' | 'iam'

/** The ways to sign in that are given, each by the key that selects it. */
function waysOf({ user, password, secret, iam }: ConnectionConfiguration): readonly Way[] {
  const own = password === undefined ? (user === undefined ? [] : ['user' as const]) : ['password' as const]
  return [
    ...(iam === undefined ? [] : ['iam' as const]),
    ...(secret === undefined ? [] : ['secret' as const]),
    ...own,
  ]
}

function secondWay(first: Way, second: Way, { password }: ConnectionConfiguration): string {
  if (second === 'user' && password === undefined) {
    return first === 'iam'
      ? 'goes with a password; for IAM, write the user in iam.user.'
      : 'goes with a password; the secret names its user itself.'
  }
  return `is a second way to sign in, in addition to ${first}; give one of the two.`
}

function iamFaults(
  iam: IamConfiguration,
  { host, via }: Pick<ConnectionConfiguration, 'host' | 'via'>,
): readonly Fault[] {
  const named = host === undefined ? undefined : parseHostName(host)
  const { workgroup, cluster, user, create, groups } = iam
  if (workgroup !== undefined && cluster !== undefined)
    return [fault(['iam', 'cluster'], 'is given together with workgroup; a warehouse is one or the other.')]
  if (workgroup === undefined && cluster === undefined && named === undefined) {
    const reason = whyUnnamed(host, via)
    if (reason !== undefined) {
      const message = `does not say to what it signs in, and ${reason}; give iam.workgroup or iam.cluster.`
      return [fault(['iam'], message)]
    }
  }
  const faults: Fault[] = []
  if (named && !isSame(named, iam)) {
    const key = workgroup === undefined ? 'cluster' : 'workgroup'
    faults.push(
      fault(
        ['host'],
        `is that of the ${named.kind} "${named.name}", and iam names the ${key} "${workgroup ?? cluster}".`,
      ),
    )
  }
  if (workgroup !== undefined || (cluster === undefined && named?.kind === 'workgroup')) {
    for (const key of ['user', 'create', 'groups'] as const) {
      if (iam[key] !== undefined)
        faults.push(
          fault(
            ['iam', key],
            'does not go with a serverless workgroup, which signs in the caller; leave it out.',
          ),
        )
    }
  } else if (user === undefined) {
    if (create !== undefined) faults.push(fault(['iam', 'create'], 'needs a user.'))
    if (groups !== undefined) faults.push(fault(['iam', 'groups'], 'needs a user.'))
  }
  return faults
}

/** Why nobody can find out what has this host, whose name does not say it; undefined if AWS can, as it may be a custom domain name. */
function whyUnnamed(host: string | undefined, via: Via | undefined): string | undefined {
  if (host === undefined) return 'there is no host'
  if (isIP(host) !== 0 || /\.amazonaws\.com(\.cn)?$/i.test(host))
    return `the name of the host "${host}" does not say it`
  return via === 'data-api'
    ? 'the Data API does not find custom domain names, and that of the host may be one'
    : undefined
}

function isSame(named: NamedHost, { workgroup, cluster }: IamConfiguration): boolean {
  if (workgroup === undefined && cluster === undefined) return true
  const given = named.kind === 'workgroup' ? workgroup : cluster
  return given?.toLowerCase() === named.name
}

function fault(path: Fault['path'], message: string): Fault {
  return { path, message }
}
