import { isArbalestError, SinkError, type ArbalestError } from '@arbalest/core/plugin'
import type { DomainSignIn } from '../connection/connection-options.js'
import { clusterCredentials } from './cluster-login.js'
import type { Credentials, LoginRequest } from './login.js'
import { workgroupCredentials } from './workgroup-login.js'

/**
 * Returns a temporary user and password of what has a custom domain name. A name does not say
 * whether it is that of a serverless workgroup or of a cluster, so that AWS is asked for both, except
 * if a user is named, which only a cluster takes. Throws `SinkError`, or `PluginError` if
 * the client is not installed.
 *
 * https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-connection-CNAME.html
 */
export async function domainCredentials(
  signIn: DomainSignIn,
  request: LoginRequest & { readonly database: string },
): Promise<Credentials> {
  if (signIn.user !== undefined) return clusterCredentials(signIn, request)
  try {
    return await workgroupCredentials(signIn, request)
  } catch (error) {
    if (!mayBeCluster(error)) throw error
    try {
      return await clusterCredentials(signIn, request)
    } catch (second) {
      throw mayBeCluster(second) ? neither(signIn.name, request.url, [error, second]) : second
    }
  }
}

/** Who may call only one of the two services is denied the other, or has only its client. */
function mayBeCluster(error: unknown): error is ArbalestError {
  return isArbalestError(error) && !error.retryable
}

function neither(host: string, url: string, errors: readonly ArbalestError[]): SinkError {
  const [asWorkgroup, asCluster] = errors.map(({ message }) =>
    message.replace(`${url}: `, '').replace(/\.$/, ''),
  )
  const isDenied = errors.some(({ code }) => code === 'SINK_DENIED')
  return new SinkError(
    isDenied ? 'SINK_DENIED' : 'SINK_UNREACHABLE',
    `${url}: IAM allows signing in neither to a serverless workgroup nor to a cluster at "${host}". Serverless: ${asWorkgroup}. Cluster: ${asCluster}.`,
  )
}
