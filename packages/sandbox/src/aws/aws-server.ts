import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Faults } from '../faults.js'
import { type Identity, identityOf } from './account/identity.js'
import { Secrets } from './account/secrets.js'
import type { Warehouse } from './account/warehouse.js'
import { faultOf, refusalOf } from './api-fault.js'
import { AwsError } from './calls/aws-error.js'
import { DataApi } from './data-api/data-api.js'
import type { Services } from './operations/operation.js'
import { operations } from './operations/operations.js'
import { jsonProtocol } from './protocol/json-protocol.js'
import type { Call, Protocol } from './protocol/protocol.js'
import { queryProtocol } from './protocol/query-protocol.js'

/** What the local AWS APIs are started with. */
export interface AwsOptions {
  readonly warehouse: Warehouse
  readonly faults: Faults
  /** Secrets that are there from the start, by name. */
  readonly secrets: Readonly<Record<string, string>>
  /** The ARN of who makes all calls. Default: the IAM user that has the name of the call's access key. */
  readonly identity?: string | undefined
}

/** The local AWS APIs, all of them on one port. */
export interface AwsServer {
  /** Their endpoint, such as `http://127.0.0.1:41236`. */
  readonly url: string
  stop(): Promise<void>
}

const PROTOCOLS: readonly Protocol[] = [jsonProtocol, queryProtocol]

/** Starts the local AWS APIs on a free port of 127.0.0.1. */
export async function startAws({ warehouse, faults, secrets, identity }: AwsOptions): Promise<AwsServer> {
  const services: Services = {
    warehouse,
    secrets: new Secrets(warehouse.region),
    dataApi: new DataApi(warehouse),
  }
  for (const [name, content] of Object.entries(secrets)) services.secrets.create(name, content)

  /** Carries out a call; undefined if its response must be lost. */
  const perform = async (call: Call, caller: Identity): Promise<object | undefined> => {
    const { service, operation: name, input } = call
    const operation = operations.find((known) => known.service === service && known.name === name)
    if (!operation) throw new AwsError('UnknownOperationException', `The sandbox does not answer ${name}.`)
    const fault = faultOf(faults, call)
    const refusal = fault && refusalOf(fault, call, caller)
    if (refusal) throw refusal
    if (fault?.kind === 'session-closed') services.dataApi.endSession(input.text('SessionId'))
    const output = await operation.run(input, services, caller)
    return fault?.kind === 'answer-lost' ? undefined : output
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const id = randomUUID()
    const body = await text(request)
    let protocol = jsonProtocol
    let call: Call | undefined
    let content: string
    try {
      protocol = PROTOCOLS.find((candidate) => candidate.speaks(request.headers)) ?? jsonProtocol
      call = protocol.read(request.headers, body)
      const output = await perform(call, callerOf(request, identity))
      if (!output) return void response.destroy()
      content = protocol.output(call, output as Readonly<Record<string, unknown>>, id)
    } catch (error) {
      const fault = error instanceof AwsError ? error : internal(error)
      response.statusCode = fault.status
      content = protocol.error(fault, id)
    }
    response.setHeader('x-amzn-requestid', id)
    response.setHeader('content-type', protocol.contentType)
    response.end(content)
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await Promise.all([closed, services.dataApi.close()])
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}

function callerOf({ headers }: IncomingMessage, arn: string | undefined): Identity {
  const [, accessKeyId] = /Credential=([^/,\s]+)\//.exec(headers.authorization ?? '') ?? []
  if (accessKeyId !== undefined) return identityOf(accessKeyId, arn)
  throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', { status: 403 })
}

function internal(error: unknown): AwsError {
  const message = error instanceof Error ? error.message : String(error)
  return new AwsError('InternalServerException', `The sandbox failed: ${message}`, { status: 500 })
}
