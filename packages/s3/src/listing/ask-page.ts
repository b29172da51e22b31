import type { ListObjectsV2CommandInput, S3Client } from '@aws-sdk/client-s3'
import { ListObjectsV2Command } from '../aws-sdk.js'
import { contentOf, type PageContent } from './page-content.js'
import { scanPage } from './scan-page.js'

/**
 * Returns what asks for pages of a listing, one after the other. All is the SDK's business, as it
 * signs a request, sends it again, follows a redirect, and names what is wrong; but what its parser
 * of XML would make of a page takes ten times as long as all the rest, so that only an unusual page
 * is given to it. Its steps are put together once, and not for each page.
 */
export function pageAsker(
  client: S3Client,
  abortSignal: AbortSignal,
): (input: ListObjectsV2CommandInput) => Promise<PageContent> {
  const command = new ListObjectsV2Command({ Bucket: undefined })
  let content: PageContent | undefined
  // Behind the SDK's own step, which then finds nothing left to parse.
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      const response = result.response as { readonly statusCode: number; body: unknown }
      if (response.statusCode !== 200) return result
      const body = await collect(response.body as AsyncIterable<Uint8Array>)
      content = scanPage(body.toString())
      response.body = content ? new Uint8Array() : body
      return result
    },
    { step: 'deserialize', priority: 'low' },
  )
  const send = command.resolveMiddleware(client.middlewareStack, client.config, { abortSignal })
  return async (input) => {
    content = undefined
    const { output } = await send(new ListObjectsV2Command(input))
    return content ?? contentOf(output)
  }
}

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}
