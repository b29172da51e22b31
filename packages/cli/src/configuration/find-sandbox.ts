import { findModule } from './find-module.js'

/** A local S3 and a local Redshift that have been started. */
export interface RunningSandbox extends AsyncDisposable {
  /** The variables that lead a program to them. */
  readonly env: Readonly<Record<string, string>>
}

/** What is used of `@arbalest/sandbox`, which this package does not depend on: in production nobody needs it. */
export interface SandboxModule {
  /**
   * Starts the servers; `data` keeps their state, `buckets` are folders by the name of the bucket, or undefined for one that is made, `passwords` is how
   * users of Redshift are asked for theirs, `tls` whether its clients must speak TLS,
   * `largeStrings` whether strings within SUPER may have more than 65,535 bytes.
   */
  startSandbox(options: {
    readonly data?: string
    readonly buckets?: Readonly<Record<string, string | undefined>>
    readonly passwords?: 'plain' | 'md5' | 'sha256'
    readonly tls?: boolean
    readonly largeStrings?: boolean
  }): Promise<RunningSandbox>
}

/** The sandbox. Throws `PluginError` if it is not installed. */
export function findSandbox(): Promise<SandboxModule> {
  return findModule('@arbalest/sandbox')
}
