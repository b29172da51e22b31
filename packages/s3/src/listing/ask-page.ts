import { isAscii } from 'node:buffer'
import type { Readable } from 'node:stream'
import type { ListObjectsV2CommandInput, S3Client } from '@aws-sdk/client-s3'
import { ListObjectsV2Command } from '../aws-sdk.js'
import { contentOf, type PageContent } from './page-content.js'
import { PageMemory, plainText, type PageBytes } from './page-text.js'
import { PageRequest, type SdkRequest, type SdkResult, type SigningScheme } from './page-request.js'
import { scanPage } from './scan-page.js'

/** Asks for a page of a listing. Throws what the SDK throws. */
export type AskPage = (input: ListObjectsV2CommandInput) => Promise<PageContent>

/** What has been received, and the page that it is, if that is a usual one. */
interface Received {
  readonly result: SdkResult
  readonly content: PageContent | undefined
}

/**
 * Returns what makes, for each range of one listing, what asks for its pages one after the other.
 * All is the SDK's business, as it signs a request, sends it again, follows a redirect, and names
 * what is wrong. But to make a request takes it longer than to send one, and what its parser of XML would
 * make of a page ten times as long as all the rest. So a request is made after one that
 * brought a usual page, and whatever else comes of it is given to the SDK, as what came of its own.
 */
export function pageAskers(client: S3Client, abortSignal: AbortSignal): () => AskPage {
  const memory = new PageMemory()
  let model: PageRequest | undefined
  return () => {
    const command = new ListObjectsV2Command({ Bucket: undefined })
    let made: PageRequest | undefined
    let receiving: Promise<Received> | undefined
    let content: PageContent | undefined
    command.middlewareStack.add(
      (next, context) => (args) => {
        const { selectedHttpAuthScheme: scheme } = (context['__smithy_context'] ?? {}) as SigningContext
        made = scheme && new PageRequest(args.request as SdkRequest, scheme)
        return next(args)
      },
      { step: 'finalizeRequest', priority: 'low' },
    )
    // Behind the SDK's own step, which then finds nothing left to parse.
    command.middlewareStack.add(
      (next) => async (args) => {
        const received = receiving ?? receive(next(args) as Promise<SdkResult>, memory)
        receiving = undefined
        const { result, content: page } = await received
        content = page
        return result as Awaited<ReturnType<typeof next>>
      },
      { step: 'deserialize', priority: 'low' },
    )
    const send = command.resolveMiddleware(client.middlewareStack, client.config, { abortSignal })
    return async (input) => {
      // What cannot be signed is the SDK's to say, which may sign in another way by now.
      const signed = await model?.signedFor(input).catch(() => undefined)
      if (signed) {
        const { requestHandler } = client.config
        const request = signed as Parameters<typeof requestHandler.handle>[0]
        receiving = receive(requestHandler.handle(request, { abortSignal }), memory)
        const received = await receiving.catch(() => undefined)
        if (received?.content) return received.content
      }
      content = undefined
      const { output } = await send(new ListObjectsV2Command(input))
      model = content && made
      return content ?? contentOf(output)
    }
  }
}

interface SigningContext {
  readonly selectedHttpAuthScheme?: SigningScheme
}

/** Takes the page out of what is received, if it is a usual one. */
async function receive(receiving: Promise<SdkResult>, memory: PageMemory): Promise<Received> {
  const result = await receiving
  const { response } = result
  if (response.statusCode !== 200) return { result, content: undefined }
  const page = memory.page()
  await collect(response.body as Readable, page)
  const { bytes } = page
  const content = scanPage(isAscii(bytes) ? page : plainText(bytes.toString()))
  response.body = content ? new Uint8Array() : bytes
  return { result, content }
}

/** Adds all that a stream brings to a page. */
function collect(stream: Readable, page: PageBytes): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.on('data', (chunk: Uint8Array) => page.add(chunk))
    stream.once('end', resolve)
    stream.once('error', reject)
    stream.once('close', () => reject(new Error('The connection was closed before the page was there.')))
  })
}
