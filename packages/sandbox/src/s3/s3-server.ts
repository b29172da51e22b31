import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DEFAULT_REGION, type Bucket, type BucketHome } from './buckets/bucket.js'
import { Buckets } from './buckets/buckets.js'
import { FolderHome } from './buckets/folder-home.js'
import { serveFolder } from './buckets/served-folder.js'
import { checkOwner } from './protocol/owner.js'
import type { Reply } from './protocol/reply.js'
import { errorReply, send } from './protocol/reply.js'
import { S3Error } from './protocol/s3-error.js'
import { type S3Request, s3Request } from './protocol/s3-request.js'
import { route } from './routes/route.js'
import type { AccessKey } from './signature/signature.js'
import { verifySignature } from './signature/signature.js'
import { MemoryStore } from './store/memory-store.js'
import { MultipartUploads } from './uploads/multipart-upload.js'

/** Options of a local S3. */
export interface S3Options {
  /** A folder that keeps the buckets that are created. Default: none; they are removed when the server stops. */
  readonly data?: string
  /** Folders to serve as buckets, by bucket name; undefined: a bucket that is made if it is not there. */
  readonly buckets?: Readonly<Record<string, string | undefined>>
  /** Default: any free one. */
  readonly port?: number
  /** The address to listen on. Default: 127.0.0.1. */
  readonly host?: string
  /** The credentials that requests must be signed with. Default: signatures are not verified. */
  readonly verifySignatures?: AccessKey
  /** Called for each request: the fault that it gets, or undefined if none. Default: none. */
  readonly fault?: (request: S3Target) => S3RequestFault | undefined
}

/** What a request is about. */
export interface S3Target {
  /** As in the S3 API reference, such as `GetObject`. */
  readonly operation: string
  readonly bucket: string
  /** The key of an object, or the prefix of a listing. */
  readonly key: string
  /** Undefined if the request is not signed. */
  readonly accessKeyId: string | undefined
}

/** That a request is refused with AccessDenied and this message, or never gets a response. */
export type S3RequestFault = { readonly denied: string } | 'silent'

/** A local S3 that is running. */
export interface S3Server extends AsyncDisposable {
  /** Its endpoint, such as `http://127.0.0.1:41234`. */
  readonly url: string
  readonly port: number
  /** Ends all connections and removes what was not yet stored. */
  stop(): Promise<void>
}

/** Keeps buckets as long as their server runs. */
const MEMORY_HOME: BucketHome = {
  async load(): Promise<Bucket[]> {
    return []
  },
  async create(name, region) {
    return { name, region, created: new Date(), store: new MemoryStore() }
  },
  async keep() {},
  async remove() {},
}

/**
 * Starts a local S3; throws if a folder to serve is missing or the port is taken.
 *
 * @example
 * ```ts
 * await using s3 = await startS3({ buckets: { 'acme-events': './data' } })
 * const client = new S3Client({ endpoint: s3.url, region: 'us-east-1', forcePathStyle: true })
 * ```
 */
export async function startS3(options: S3Options = {}): Promise<S3Server> {
  const host = options.host ?? '127.0.0.1'
  const home = options.data === undefined ? MEMORY_HOME : new FolderHome(options.data)
  const service = { buckets: await openBuckets(home, options.buckets ?? {}), uploads: new MultipartUploads() }
  const { verifySignatures } = options
  const perform: Perform = async (incoming, id) => {
    const request = s3Request(incoming, id, ['s3.localhost', 'localhost', host])
    const chunkSigner = verifySignatures && verifySignature(request, verifySignatures)
    const operation = route(request)
    checkOwner(request)
    const fault = options.fault?.(targetOf(request, operation.name))
    if (fault === 'silent') await once(incoming.socket, 'close')
    else if (fault) throw new S3Error('AccessDenied', { message: fault.denied })
    return operation.run({ ...request, chunkSigner }, service)
  }
  const answers = new Set<Promise<void>>()
  // An upload may take as long as it takes.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, (incoming, response) => {
    const answered = answer(incoming, response, perform).catch(() => void response.destroy())
    answers.add(answered)
    void answered.finally(() => answers.delete(answered))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const stop = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeAllConnections()
    await closed
    await Promise.allSettled(answers)
    await service.buckets.close()
  }
  const name = host.includes(':') ? `[${host}]` : host
  return { url: `http://${name}:${port}`, port, stop, [Symbol.asyncDispose]: stop }
}

async function openBuckets(home: BucketHome, wanted: Required<S3Options>['buckets']): Promise<Buckets> {
  const served: Bucket[] = []
  const made: string[] = []
  for (const [name, folder] of Object.entries(wanted)) {
    if (folder === undefined) made.push(name)
    else served.push(await serveFolder(name, folder))
  }
  const buckets = await Buckets.load(home, served)
  for (const name of made) await buckets.create(name, DEFAULT_REGION)
  return buckets
}

function targetOf({ bucket, key, query, headers, target }: S3Request, operation: string): S3Target {
  const signed = `${headers.get('authorization') ?? ''} ${decodeURIComponent(target.search)}`
  const [, accessKeyId] = /Credential=([^/&\s]+)\//.exec(signed) ?? []
  return { operation, bucket, key: key || (query.get('prefix') ?? ''), accessKeyId }
}

type Perform = (incoming: IncomingMessage, id: string) => Promise<Reply>

async function answer(incoming: IncomingMessage, response: ServerResponse, perform: Perform): Promise<void> {
  const id = randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()
  response.setHeader('x-amz-request-id', id)
  response.setHeader('x-amz-id-2', id)
  try {
    await send(response, await perform(incoming, id))
  } catch (error) {
    if (response.headersSent || response.destroyed) response.destroy()
    else
      await send(response, errorReply(error, { id, method: incoming.method ?? 'GET' }, incoming.url ?? '/'))
  }
}
