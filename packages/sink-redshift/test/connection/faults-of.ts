import { formatPath } from '@arbalest/core/host'
import plugin from '../../src/index.js'

/** What is reported of a connection: where, and what. */
export function faultsOf(connection: unknown): string[] {
  const given = { iamRole: 'default', metadata: 's3://acme/arbalest/', connection }
  const result = plugin.options['~standard'].validate(given)
  if (result instanceof Promise) throw new TypeError('The schema is asynchronous.')
  return (result.issues ?? []).map(({ path = [], message }) => {
    const keys = path.map((part) => (typeof part === 'object' ? part.key : part) as string)
    return `${formatPath(keys)} ${message}`
  })
}
