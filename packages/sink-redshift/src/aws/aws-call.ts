import { SinkError } from '@arbalest/core/plugin'

/** A call to an API of AWS, as errors name it. */
export interface AwsCall {
  /** The sink, as its `url` says. */
  readonly url: string
  /** What could not be done, such as `read the secret "arn:…"`. */
  readonly doing: string
  /** The IAM action that it needs, such as `secretsmanager:GetSecretValue`. */
  readonly action: string
  /** On what it needs that: an ARN, perhaps with wildcards. */
  readonly resource: string
  /** What to do if there is no such thing, such as `check secret in connection`. */
  readonly missing: string
}

/** What the SDK's and Node's errors may carry, as far as it is read here. */
interface Refusal {
  readonly name?: string
  readonly message?: string
  readonly code?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
}

/** AWS does not allow who calls it to do `action` on `resource`. */
export class DeniedByAws extends SinkError {
  readonly action: string
  readonly resource: string

  constructor(message: string, { action, resource }: Pick<AwsCall, 'action' | 'resource'>) {
    super('SINK_DENIED', message)
    this.action = action
    this.resource = resource
  }
}

const NO_CREDENTIALS = /^(CredentialsProviderError|TokenProviderError|ProviderError)$/
const BAD_CREDENTIALS =
  /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|InvalidAccessKeyId|MissingAuthenticationToken)/
const DENIED = /^(AccessDenied|UnauthorizedOperation|NotAuthorized)/
const MISSING = /^(ResourceNotFound|ClusterNotFound)/
/** How the Data API says that there is no such cluster or workgroup. */
const NO_ENDPOINT = /endpoint doesn't exist/i
const LATER =
  /^(Throttl|ActiveS\w+Exceeded|TooManyRequests|RequestLimitExceeded|ServiceUnavailable|InternalS|InternalF|Timeout|RequestTimeout)/
const PASSING =
  /^(ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/

/**
 * Returns what `send` returns, and destroys the client that it sends by. Throws `SinkError`, which
 * says what to allow if AWS denies it; and the signal's reason if the run is aborted. The answers
 * of AWS are not passed on as a `cause`: they may quote the request, and with it a session token.
 */
export async function callAws<C extends Client, T>(
  about: AwsCall,
  signal: AbortSignal,
  client: C,
  send: (client: C, options: { readonly abortSignal: AbortSignal }) => Promise<T>,
): Promise<T> {
  try {
    return await send(client, { abortSignal: signal })
  } catch (error) {
    signal.throwIfAborted()
    throw awsError(error, about)
  } finally {
    client.destroy()
  }
}

/** A client of the SDK's. */
interface Client {
  destroy(): void
}

/** The error that a user gets for what an API of AWS, or the SDK, threw. Its answer is not passed on as a `cause`. */
export function awsError(error: unknown, { url, doing, action, resource, missing }: AwsCall): SinkError {
  const { name = '', message = '', code = '', $metadata } = (error ?? {}) as Refusal
  const failed = `${url}: could not ${doing}`
  const said = message.replace(/[.\s]+$/, '') || name || code
  if (NO_CREDENTIALS.test(name)) {
    return denied(
      `${failed}: there are no AWS credentials (${credentialsReason(said)}); set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
    )
  }
  if (BAD_CREDENTIALS.test(name)) {
    return denied(
      `${failed}: AWS does not accept the credentials (${said}); sign in to AWS again, or check which credentials are in use.`,
    )
  }
  if (/^Region (is missing|not accepted)/.test(message))
    return new SinkError('SINK_UNREACHABLE', `${failed}: no region is known; set AWS_REGION.`)
  if (/access to kms is not allowed/i.test(message)) {
    return new DeniedByAws(
      `${failed}: ${said}; allow kms:Decrypt with the key that encrypts "${resource}".`,
      { action: 'kms:Decrypt', resource: 'arn:aws:kms:*:*:key/*' },
    )
  }
  if (DENIED.test(name)) {
    // AWS names both, most often: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
    const [, deniedAction = action] = /perform: (\S+)/.exec(message) ?? []
    return new DeniedByAws(`${failed}: ${said}; allow ${deniedAction} on "${resource}".`, {
      action: deniedAction,
      resource,
    })
  }
  if (MISSING.test(name) || NO_ENDPOINT.test(message))
    return new SinkError('SINK_UNREACHABLE', `${failed}: ${said}; ${missing}.`)
  const later =
    LATER.test(name) || PASSING.test(code) || PASSING.test(name) || ($metadata?.httpStatusCode ?? 0) >= 500
  return new SinkError('SINK_UNREACHABLE', `${failed}: ${said}.`, { retryable: later })
}

function denied(message: string): SinkError {
  return new SinkError('SINK_DENIED', message)
}

// The message of a credential process repeats its command, which may hold a secret.
function credentialsReason(message: string): string {
  return message.startsWith('Command failed') ? 'the credential_process of the profile failed' : message
}
