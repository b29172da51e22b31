import { randomUUID } from 'node:crypto'
import type { ListObjectsV2CommandInput } from '@aws-sdk/client-s3'

/** A request, as far as it is looked at here. */
export interface SdkRequest {
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
}

/** What of the SDK signs a request, which its types leave out. */
export interface SigningScheme {
  readonly httpAuthOption: { readonly signingProperties?: SigningProperties }
  readonly identity: unknown
  readonly signer: {
    sign(request: SdkRequest, identity: unknown, properties: object): Promise<unknown>
  }
}

interface SigningProperties {
  /** The client's configuration. */
  readonly config?: { readonly signer?: (scheme: unknown) => Promise<unknown> }
}

/** What a server responds with. */
export interface SdkResult {
  readonly response: { readonly statusCode: number; body: unknown }
}

/**
 * A request for a page as the SDK has made it. That for another page of the same listing is the
 * same but for where it begins, and its signature: so how the server is reached, and who signs, need not
 * be found out for each. It is signed by what the SDK signs by.
 */
export class PageRequest {
  readonly #request: SdkRequest
  readonly #scheme: SigningScheme
  readonly #properties: SigningProperties

  constructor(request: SdkRequest, scheme: SigningScheme) {
    this.#request = request
    this.#scheme = scheme
    this.#properties = withOneSigner(scheme.httpAuthOption.signingProperties ?? {})
  }

  /** Returns the request, signed, for the page that `input`, which is otherwise that of the same listing, asks for. Throws if it cannot be signed. */
  async signedFor({ StartAfter, ContinuationToken }: ListObjectsV2CommandInput): Promise<unknown> {
    const { 'start-after': _after, 'continuation-token': _token, ...listing } = this.#request.query
    const query = {
      ...listing,
      ...(StartAfter !== undefined && { 'start-after': StartAfter }),
      ...(ContinuationToken !== undefined && { 'continuation-token': ContinuationToken }),
    }
    const headers = { ...this.#request.headers, 'amz-sdk-invocation-id': randomUUID() }
    const { identity, signer } = this.#scheme
    return signer.sign({ ...this.#request, query, headers }, identity, this.#properties)
  }
}

/** The same properties, but for what makes a signer: the SDK has it make one for each request, and copies all of the configuration to do so. */
function withOneSigner(properties: SigningProperties): SigningProperties {
  const { config } = properties
  if (!config?.signer) return properties
  let made: Promise<unknown> | undefined
  const signer = (scheme: unknown) => (made ??= config.signer!(scheme))
  return { ...properties, config: Object.create(config, { signer: { value: signer } }) as typeof config }
}
