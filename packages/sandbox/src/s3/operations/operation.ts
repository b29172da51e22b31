import type { Buckets } from '../buckets/buckets.js'
import type { Reply } from '../protocol/reply.js'
import type { S3Request } from '../protocol/s3-request.js'
import type { MultipartUploads } from '../uploads/multipart-upload.js'

/** What operations work on. */
export interface Service {
  readonly buckets: Buckets
  readonly uploads: MultipartUploads
}

/** One operation of the S3 API, called by the name it has there. */
export interface Operation {
  readonly name: string
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  readonly on: 'service' | 'bucket' | 'object'
  /** Query parameters and headers that distinguish a request for it from others of the same method. */
  readonly needs?: readonly string[]
  /** Of what changes the meaning of a request (`routes/meaning.ts`), what this operation understands. */
  readonly accepts?: readonly string[]
  run(request: S3Request, service: Service): Promise<Reply>
}
