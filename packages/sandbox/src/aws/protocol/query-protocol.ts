import { plainXmlDocument } from '../../s3/protocol/xml.js'
import type { XmlElements } from '../../s3/protocol/xml.js'
import { AwsError } from '../calls/aws-error.js'
import { Input } from '../calls/input.js'
import type { ServiceName } from '../operations/operation.js'
import type { Protocol } from './protocol.js'

/** The services that speak this protocol, by the version of their API. */
const VERSIONS: Readonly<Record<string, ServiceName>> = { '2012-12-01': 'redshift', '2011-06-15': 'sts' }

/** AWS query: forms in, XML out. https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const queryProtocol: Protocol = {
  contentType: 'text/xml',
  speaks: (headers) => headers['content-type']?.includes('application/x-www-form-urlencoded') ?? false,
  read(_, body) {
    const form = new URLSearchParams(body)
    const operation = form.get('Action') ?? ''
    const service = VERSIONS[form.get('Version') ?? '']
    if (!service) throw new AwsError('InvalidAction', `There is no operation "${operation}"`)
    return { service, operation, input: new Input(membersOf(form), '') }
  },
  output: ({ operation }, output, requestId) =>
    plainXmlDocument(`${operation}Response`, {
      [`${operation}Result`]: output as XmlElements,
      ResponseMetadata: { RequestId: requestId },
    }),
  error: (error, requestId) =>
    plainXmlDocument('ErrorResponse', {
      Error: {
        Type: error.status < 500 ? 'Sender' : 'Receiver',
        Code: error.code.replace(/Exception$/, ''),
        Message: error.message,
      },
      RequestId: requestId,
    }),
}

/** The members of a form: those named `Groups.Group.1`, `Groups.Group.2` are the list `Groups`. */
function membersOf(form: URLSearchParams): Record<string, string | string[]> {
  const members = Object.create(null) as Record<string, string | string[]>
  for (const [name, value] of form) {
    const [, list, index] = /^(\w+)\.\w+\.(\d+)$/.exec(name) ?? []
    if (list === undefined) members[name] = value
    else {
      const items = (members[list] ??= [])
      if (Array.isArray(items)) items[Number(index) - 1] = value
    }
  }
  return members
}
