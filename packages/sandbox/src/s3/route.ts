import type { Operation } from './operation.js'
import { OPERATIONS } from './operations.js'
import { S3Error } from './s3-error.js'
import type { S3Request } from './s3-request.js'

/** Understood by every operation: they sign the request, describe its body, or say who sends it. */
const COMMON = [
  'x-id',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-request-payer',
  'x-amz-security-token',
  'x-amz-user-agent',
]

/** The operation that `request` asks for; throws if S3 has none, or this server lacks it. */
export function route(request: S3Request): Operation {
  const on = request.key !== '' ? 'object' : request.bucket !== '' ? 'bucket' : 'service'
  const given = [...request.query.keys(), ...[...request.headers.keys()].filter(mustBeUnderstood)]
  const matching = OPERATIONS.filter(
    (operation) =>
      operation.on === on &&
      operation.method === request.method &&
      (operation.needs ?? []).every((name) => given.includes(name)),
  )
  const closest = matching.toSorted((a, b) => (b.needs?.length ?? 0) - (a.needs?.length ?? 0))[0]
  if (!closest) throw unsupportedMethod(request, on)
  const understood = [...COMMON, ...(closest.needs ?? []), ...(closest.accepts ?? [])]
  const unknown = given.find(
    (name) => !understood.some((pattern) => matches(name, pattern)) && !isUsual(name, request),
  )
  if (unknown === undefined) return closest
  const value = request.query.get(unknown) ?? request.headers.get(unknown) ?? ''
  const kind = request.query.has(unknown) ? 'query parameter' : 'header'
  throw new S3Error('NotImplemented', {
    message: `${closest.name} does not support the ${kind} "${unknown}" here.`,
    details: { Header: unknown, Value: value },
  })
}

/** Headers that ask for what S3 does anyway if they have these values, and so may be ignored. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  'x-amz-acl': ['bucket-owner-full-control', 'private'],
  'x-amz-object-ownership': ['BucketOwnerEnforced'],
  'x-amz-server-side-encryption': ['AES256'],
  'x-amz-storage-class': ['STANDARD'],
}

function isUsual(name: string, { headers }: S3Request): boolean {
  return USUAL[name]?.includes(headers.get(name) ?? '') ?? false
}

/** Whether a header changes what a request means, so that it must not be ignored. */
function mustBeUnderstood(name: string): boolean {
  return name.startsWith('x-amz-') || name.startsWith('if-') || name === 'range'
}

function matches(name: string, pattern: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

function unsupportedMethod(request: S3Request, on: Operation['on']): S3Error {
  const methods = new Set(OPERATIONS.filter((operation) => operation.on === on).map(({ method }) => method))
  return new S3Error('MethodNotAllowed', {
    details: { Method: request.method, ResourceType: on.toUpperCase() },
    headers: { allow: [...methods].join(', ') },
  })
}
