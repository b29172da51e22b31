import type { ListObjectsV2CommandInput, S3Client } from '@aws-sdk/client-s3'
import { ListObjectsV2Command } from '../aws-sdk.js'
import { contentOf, type PageContent } from './page-content.js'
import { scanPage } from './scan-page.js'

/**
 * Asks for one page of a listing. All is the SDK's business, as it signs the request, sends it
 * again, follows a redirect, and names what is wrong; but what its parser of XML would make of
 * a page takes ten times as long as all the rest, so that only an unusual page is given to it.
 */
export async function askPage(
  client: S3Client,
  input: ListObjectsV2CommandInput,
  abortSignal: AbortSignal,
): Promise<PageContent> {
  const command = new ListObjectsV2Command(input)
  let content: PageContent | undefined
  // Behind the SDK's own step, which then finds nothing left to parse.
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      const response = result.response as { readonly statusCode: number; body: unknown }
      if (response.statusCode !== 200) return result
      const body = await client.config.streamCollector(response.body)
      content = scanPage(client.config.utf8Encoder(body))
      response.body = content ? new Uint8Array() : body
      return result
    },
    { step: 'deserialize', priority: 'low' },
  )
  const answer = await client.send(command, { abortSignal })
  return content ?? contentOf(answer)
}
