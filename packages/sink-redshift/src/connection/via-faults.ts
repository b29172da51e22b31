import { parseDuration } from '@arbalest/core/plugin'
import type { Fault } from '@arbalest/core/plugin'
import type { ConnectionConfiguration } from './connection-configuration.js'
import { parseHostName } from './host-name.js'

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ExecuteStatement.html */
const LONGEST_KEEP_ALIVE = '24h'

/** What only a connection to the host has. */
const OF_THE_WIRE = ['port', 'tls', 'connectTimeout'] as const

/** Returns what is wrong with what carries statements, and what does not go with it. Paths start at the connection. */
export function viaFaults(connection: ConnectionConfiguration): readonly Fault[] {
  const { via = 'wire', sessionKeepAlive } = connection
  if (via === 'wire') {
    return sessionKeepAlive === undefined
      ? []
      : [fault(['sessionKeepAlive'], 'is for the Data API; add via: data-api, or leave it out.')]
  }
  return [...signInFaults(connection), ...keepAliveFaults(connection)].concat(
    OF_THE_WIRE.filter((key) => connection[key] !== undefined).map((key) =>
      fault([key], 'does not go with via: data-api, which opens no connection to the host; leave it out.'),
    ),
  )
}

/** The ways of https://docs.aws.amazon.com/redshift/latest/mgmt/data-api-access.html. */
function signInFaults({ host, database, user, password, secret, iam }: ConnectionConfiguration): Fault[] {
  if (user !== undefined || password !== undefined)
    return [fault(['via'], 'is data-api, which accepts no password; give secret or iam.')]
  if (iam !== undefined) {
    return (['create', 'groups'] as const)
      .filter((key) => iam[key] !== undefined)
      .map((key) =>
        fault(['iam', key], 'does not go with via: data-api; leave it out, or connect via: wire.'),
      )
  }
  if (secret === undefined) return []
  return [
    ...(database === undefined
      ? [fault(['database'], 'is missing; the Data API does not read it in the secret.')]
      : []),
    ...(host === undefined || !parseHostName(host)
      ? [
          fault(
            ['host'],
            'must be the host of a cluster or workgroup as AWS names it, such as wg.123456789012.eu-west-1.redshift-serverless.amazonaws.com: with via: data-api and a secret, its name shows which one is meant.',
          ),
        ]
      : []),
  ]
}

function keepAliveFaults({ sessionKeepAlive }: ConnectionConfiguration): Fault[] {
  const isLonger =
    sessionKeepAlive !== undefined && parseDuration(sessionKeepAlive) > parseDuration(LONGEST_KEEP_ALIVE)
  return isLonger ? [fault(['sessionKeepAlive'], `must be at most ${LONGEST_KEEP_ALIVE}.`)] : []
}

function fault(path: Fault['path'], message: string): Fault {
  return { path, message }
}
