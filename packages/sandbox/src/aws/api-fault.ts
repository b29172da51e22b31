import type { ApiFault, Fault, Faults } from '../faults.js'
import { ACCOUNT, type Identity } from './account/identity.js'
import { AwsError } from './calls/aws-error.js'
import type { Call } from './protocol/protocol.js'

const KINDS = ['answer-lost', 'throttled', 'token-expired', 'denied', 'session-closed']

/** The fault that is planned for `call`. */
export function faultOf(faults: Faults, { operation, input }: Call): ApiFault | undefined {
  const sqls = [input.text('Sql') ?? '', ...(input.texts('Sqls') ?? [])]
  return faults.take(
    (fault): fault is ApiFault =>
      isApiFault(fault) &&
      (fault.operation === undefined || fault.operation === operation) &&
      (fault.sql === undefined || sqls.some((sql) => fault.sql?.test(sql))),
  )
}

/** The error that a fault of this kind refuses a call with; undefined if it lets the call be carried out. */
export function refusalOf(
  { kind }: ApiFault,
  { service, operation }: Call,
  { arn }: Identity,
): AwsError | undefined {
  if (kind === 'throttled') return new AwsError('ThrottlingException', 'Rate exceeded')
  if (kind === 'token-expired') {
    return new AwsError('ExpiredTokenException', 'The security token included in the request is expired', {
      status: service === 'redshift' || service === 'sts' ? 403 : 400,
    })
  }
  if (kind !== 'denied') return undefined
  const action = `${service}:${operation}`
  const resource = `arn:aws:${service}:us-east-1:${ACCOUNT}:*`
  return new AwsError(
    'AccessDeniedException',
    `User: ${arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`,
    { status: service === 'redshift' || service === 'sts' ? 403 : 400 },
  )
}

function isApiFault(fault: Fault): fault is ApiFault {
  return KINDS.includes(fault.kind)
}
