import type { Operation } from './operation.js'
import { abortMultipartUpload } from './operations/abort-multipart-upload.js'
import { completeMultipartUpload } from './operations/complete-multipart-upload.js'
import { copyObject } from './operations/copy-object.js'
import { createBucket } from './operations/create-bucket.js'
import { createMultipartUpload } from './operations/create-multipart-upload.js'
import { deleteBucket } from './operations/delete-bucket.js'
import { deleteObject } from './operations/delete-object.js'
import { deleteObjects } from './operations/delete-objects.js'
import { getBucketLocation } from './operations/get-bucket-location.js'
import { getObject } from './operations/get-object.js'
import { headBucket } from './operations/head-bucket.js'
import { headObject } from './operations/head-object.js'
import { listBuckets } from './operations/list-buckets.js'
import { listMultipartUploads } from './operations/list-multipart-uploads.js'
import { listObjectsV2 } from './operations/list-objects-v2.js'
import { listObjects } from './operations/list-objects.js'
import { listParts } from './operations/list-parts.js'
import { putObject } from './operations/put-object.js'
import { uploadPartCopy } from './operations/upload-part-copy.js'
import { uploadPart } from './operations/upload-part.js'

/** Every operation that the server knows. */
export const operations: readonly Operation[] = [
  listBuckets,
  createBucket,
  headBucket,
  deleteBucket,
  getBucketLocation,
  listObjects,
  listObjectsV2,
  deleteObjects,
  getObject,
  headObject,
  putObject,
  deleteObject,
  copyObject,
  createMultipartUpload,
  uploadPart,
  uploadPartCopy,
  listParts,
  listMultipartUploads,
  completeMultipartUpload,
  abortMultipartUpload,
]
