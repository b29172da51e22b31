import { randomUUID } from 'node:crypto'
import type { ListObjectsV2CommandInput } from '@aws-sdk/client-s3'

/** A request, as far as it is looked at here. */
export interface SdkRequest {
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
}

/** What of the SDK signs a request, which its types leave out. */
export interface SigningScheme {
  readonly httpAuthOption: { readonly signingProperties?: object }
  readonly identity: unknown
  readonly signer: {
    sign(request: SdkRequest, identity: unknown, properties: object): Promise<unknown>
  }
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

  constructor(request: SdkRequest, scheme: SigningScheme) {
    this.#request = request
    this.#scheme = scheme
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
    const { httpAuthOption, identity, signer } = this.#scheme
    const { signingProperties = {} } = httpAuthOption
    return signer.sign({ ...this.#request, query, headers }, identity, signingProperties)
  }
}
