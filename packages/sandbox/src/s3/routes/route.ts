import type { Operation } from '../operations/operation.js'
import { S3Error } from '../protocol/s3-error.js'
import type { S3Request } from '../protocol/s3-request.js'
import { checkMeaning } from './meaning.js'
import { OPERATIONS } from './operations.js'
import { REFUSED_OPERATIONS } from './refused-operations.js'
import type { RefusedOperation } from './refused-operations.js'

/** The operation that `request` asks for. Throws `S3Error` if S3 has none, or this server cannot do what is asked. */
export function route(request: S3Request): Operation {
  const on = request.key !== '' ? 'object' : request.bucket !== '' ? 'bucket' : 'service'
  const given = new Set([...request.query.keys(), ...request.headers.keys()])
  const matching = [...OPERATIONS, ...REFUSED_OPERATIONS].filter(
    (operation) =>
      operation.on === on &&
      operation.method === request.method &&
      (operation.needs ?? []).every((name) => given.has(name)),
  )
  const [closest] = matching.toSorted((a, b) => (b.needs?.length ?? 0) - (a.needs?.length ?? 0))
  if (!closest) throw unsupportedMethod(request, on)
  if (!isKnown(closest)) {
    throw new S3Error('NotImplemented', { message: `${closest.name} is not supported here.` })
  }
  checkMeaning(request, closest)
  return closest
}

function isKnown(operation: Operation | RefusedOperation): operation is Operation {
  return 'run' in operation
}

function unsupportedMethod(request: S3Request, on: Operation['on']): S3Error {
  // A browser asks so whether a page of another origin may send a request.
  if (request.method === 'OPTIONS' && on !== 'service') return new S3Error('AccessForbidden')
  const methods = new Set(OPERATIONS.filter((operation) => operation.on === on).map(({ method }) => method))
  return new S3Error('MethodNotAllowed', {
    details: { Method: request.method, ResourceType: on.toUpperCase() },
    headers: { allow: [...methods].join(', ') },
  })
}
