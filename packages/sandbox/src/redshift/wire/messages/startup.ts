import { postgresSetting } from '../../sql/commands/settings-rule.js'

/**
 * What a result looks like, as client and server agree when a connection is opened: by 1 and later, row
 * descriptions say more of each column; by 2 and later, NUMERIC in binary format is a scaled integer; by 3,
 * row descriptions also say which columns are case sensitive.
 */
export type ProtocolVersion = 0 | 1 | 2 | 3

/** How a client opens a connection. */
export interface Startup {
  /** Undefined if the client states none, as those do that are not made for Redshift: they get what 0 means. */
  readonly version: ProtocolVersion | undefined
  /** The parameters that PostgreSQL understands, under its names for them. */
  readonly parameters: Readonly<Record<string, string>>
  /** What the server reports about itself in addition to its settings. */
  readonly reports: ReadonlyMap<string, string>
}

/** The newest version of results. */
const NEWEST = 3

/** The release of a cluster, by which some clients know Redshift. */
const RELEASE = '1.0.198462'

/**
 * Reads the parameters that a client opens a connection with. Unknown ones are ignored, as a cluster ignores them:
 * drivers send their version, their system and much else.
 */
export function readStartup(given: Readonly<Record<string, string>>): Startup {
  const { user = '', database = '', options = '', client_protocol_version: asked } = given
  const settings = Object.entries({ ...given, ...readOptions(options) }).flatMap(([name, value]) => {
    const known = postgresSetting(name)
    return known === undefined ? [] : [[known, value] as const]
  })
  const version = asked === undefined ? undefined : agreedVersion(Number(asked))
  return {
    version,
    parameters: { user, database, ...Object.fromEntries(settings) },
    reports: new Map([
      ['padb_revision', RELEASE.split('.').at(-1) ?? ''],
      ['padb_version', RELEASE],
      // Several databases can be listed, none of them of a data share.
      ['show_discovery', '4'],
      ['datashare_enabled', 'on'],
      ['external_database', 'off'],
      ...(version === undefined ? [] : [['server_protocol_version', String(version)] as const]),
    ]),
  }
}

function agreedVersion(asked: number): ProtocolVersion {
  return (asked >= 0 ? Math.min(Math.trunc(asked), NEWEST) : 0) as ProtocolVersion
}

/** The settings among command-line options: `-c name=value` or `--name=value`; a backslash keeps a blank. */
function readOptions(options: string): Record<string, string> {
  const found = options.matchAll(/(?:^|\s)(?:-c\s*|--)([\w.-]+)=((?:\\.|[^\s\\])*)/g)
  return Object.fromEntries(
    Array.from(found, ([, name = '', value = '']) => [
      name.replaceAll('-', '_'),
      value.replaceAll(/\\(.)/g, '$1'),
    ]),
  )
}
