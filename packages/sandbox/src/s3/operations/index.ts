import type { Operation } from '../operation.js'
import { abortMultipartUpload } from './abort-multipart-upload.js'
import { completeMultipartUpload } from './complete-multipart-upload.js'
import { copyObject } from './copy-object.js'
import { createBucket } from './create-bucket.js'
import { createMultipartUpload } from './create-multipart-upload.js'
import { deleteBucket } from './delete-bucket.js'
import { deleteObject } from './delete-object.js'
import { deleteObjects } from './delete-objects.js'
import { getBucketLocation } from './get-bucket-location.js'
import { getObject } from './get-object.js'
import { headBucket } from './head-bucket.js'
import { headObject } from './head-object.js'
import { listBuckets } from './list-buckets.js'
import { listMultipartUploads } from './list-multipart-uploads.js'
import { listObjectsV2 } from './list-objects-v2.js'
import { listObjects } from './list-objects.js'
import { listParts } from './list-parts.js'
import { putObject } from './put-object.js'
import { uploadPartCopy } from './upload-part-copy.js'
import { uploadPart } from './upload-part.js'

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
