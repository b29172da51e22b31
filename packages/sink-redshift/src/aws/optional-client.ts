import { PluginError } from '@arbalest/core/plugin'

/**
 * Returns what `load` imports: a client of AWS that is installed only by who uses it. `what` says
 * what it is for, such as `to sign in by a secret`. Throws `PluginError` if it is not installed.
 */
export async function optionalClient<T>(
  packageName: string,
  what: string,
  load: () => Promise<T>,
): Promise<T> {
  try {
    return await load()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes(`'${packageName}'`)) throw error
    throw new PluginError(
      'PLUGIN_NOT_FOUND',
      `${what} needs the package "${packageName}", which is not installed; run npm install ${packageName}.`,
      { cause: error },
    )
  }
}

/** How all clients of AWS reach it; `region` is undefined if the SDK finds it. Credentials come from the SDK's own chain. */
export function clientConfig(region: string | undefined): ClientConfig {
  return {
    ...(region !== undefined && { region }),
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
  }
}

/** The part of a client's configuration that all clients of AWS have in common. */
interface ClientConfig {
  readonly region?: string
  readonly requestHandler: {
    readonly connectionTimeout: number
    readonly requestTimeout: number
    readonly throwOnRequestTimeout: boolean
  }
}
