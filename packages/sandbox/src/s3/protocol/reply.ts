import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { S3Error } from './s3-error.js'
import type { S3Request } from './s3-request.js'
import { plainXmlDocument } from './xml.js'

/** What an operation returns. */
export interface Reply {
  /** Default: 200. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** XML, or an object's content. */
  readonly body?: string | Readable
}

/** Sends `reply` and ends the response. */
export async function send(response: ServerResponse, reply: Reply): Promise<void> {
  const body = reply.body ?? ''
  response.statusCode = reply.status ?? 200
  try {
    for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value)
  } catch (error) {
    if (body instanceof Readable) body.destroy()
    throw error
  }
  if (body instanceof Readable) {
    await pipeline(body, response)
    return
  }
  if (body !== '') response.setHeader('content-type', 'application/xml')
  // An empty response to HEAD states the length of what GET would have sent.
  if (!response.hasHeader('content-length') && response.statusCode !== 204 && response.statusCode !== 304) {
    response.setHeader('content-length', Buffer.byteLength(body))
  }
  response.end(body)
}

/** The reply to `request` if it fails with `error`; an error of ours becomes an InternalError. */
export function errorReply(
  error: unknown,
  request: Pick<S3Request, 'id' | 'method'>,
  resource: string,
): Reply {
  const fault = error instanceof S3Error ? error : new S3Error('InternalError', { cause: error })
  const body = plainXmlDocument('Error', {
    Code: fault.code,
    Message: fault.message,
    ...fault.details,
    ...(error instanceof S3Error ? {} : { Cause: String(error) }),
    Resource: resource,
    RequestId: request.id,
    HostId: request.id,
  })
  const bare = request.method === 'HEAD' || fault.status === 304
  return { status: fault.status, headers: fault.headers, ...(bare ? {} : { body }) }
}
