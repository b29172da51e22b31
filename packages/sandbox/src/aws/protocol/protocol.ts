import type { AwsError } from '../calls/aws-error.js'
import type { Input } from '../calls/input.js'
import type { Output } from '../calls/output.js'
import type { ServiceName } from '../operations/operation.js'

/** A call as its protocol has it. */
export interface Call {
  readonly service: ServiceName
  readonly operation: string
  readonly input: Input
}

/** The headers of a request. */
type Headers = Readonly<Record<string, string | string[] | undefined>>

/** How calls and their responses are written. */
export interface Protocol {
  readonly contentType: string
  /** Whether a request with these headers is of this protocol. */
  speaks(headers: Headers): boolean
  /** The call that such a request makes. Throws an AwsError if it makes none. */
  read(headers: Headers, body: string): Call
  output(call: Call, output: Output, requestId: string): string
  error(error: AwsError, requestId: string): string
}
