import { randomUUID } from 'node:crypto'
import { AwsError } from '../calls/aws-error.js'
import { Input } from '../calls/input.js'
import type { ServiceName } from '../operations/operation.js'
import type { Protocol } from './protocol.js'

/** What stands before an operation's name in the header `X-Amz-Target`. */
const TARGETS: Readonly<Record<string, ServiceName>> = {
  RedshiftData: 'redshift-data',
  RedshiftServerless: 'redshift-serverless',
  secretsmanager: 'secretsmanager',
}

/** AWS JSON 1.1. https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html */
export const jsonProtocol: Protocol = {
  contentType: 'application/x-amz-json-1.1',
  speaks: (headers) => headers['x-amz-target'] !== undefined,
  read(headers, body) {
    const target = String(headers['x-amz-target'])
    const [prefix = '', operation = ''] = target.split('.')
    const service = TARGETS[prefix]
    if (!service) throw new AwsError('UnknownOperationException', `There is no operation "${target}"`)
    return { service, operation, input: new Input(membersOf(body)) }
  },
  output: (_, output) => written(output),
  error: ({ code, message, members }) => written({ __type: code, Message: message, message, ...members }),
}

function membersOf(body: string): Record<string, unknown> {
  let members: unknown
  try {
    members = JSON.parse(body === '' ? '{}' : body)
  } catch {
    throw new AwsError('SerializationException', 'The body of the request is no JSON document')
  }
  if (typeof members === 'object' && members !== null && !Array.isArray(members))
    return members as Record<string, unknown>
  throw new AwsError('SerializationException', 'The body of the request is no JSON object')
}

/** Marks, until the text is written, what JSON has no word for: a whole number with all its digits. */
const MARK = `digits-${randomUUID()}:`
const MARKED = new RegExp(`"${MARK}(-?\\d+)"`, 'g')

function written(output: object): string {
  const text = JSON.stringify(output, function (this: Record<string, unknown>, name, value: unknown) {
    const own = this[name]
    // Times are seconds: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#shape-serialization
    if (own instanceof Date) return own.getTime() / 1000
    if (typeof value === 'bigint') return `${MARK}${value}`
    // NaN, Infinity and -Infinity are texts.
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
  })
  return text.replace(MARKED, '$1')
}
