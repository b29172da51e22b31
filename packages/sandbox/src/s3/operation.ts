import type { Buckets } from './buckets/buckets.js'
import type { MultipartUploads } from './uploads/multipart-upload.js'
import type { Reply } from './reply.js'
import type { S3Request } from './s3-request.js'

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
  /** Query parameters and headers that tell a request for it from others of the same method. */
  readonly needs?: readonly string[]
  /** Further query parameters, and headers that begin with `x-amz-`, `if-` or `range`, that it understands; a
      trailing asterisk stands for any ending. A request with others is answered NotImplemented. */
  readonly accepts?: readonly string[]
  run(request: S3Request, service: Service): Promise<Reply>
}
