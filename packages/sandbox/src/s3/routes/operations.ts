import { getBucketAcl, putBucketAcl } from '../operations/buckets/bucket-acl.js'
import {
  deleteBucketTagging,
  getBucketTagging,
  putBucketTagging,
} from '../operations/buckets/bucket-tagging.js'
import { createBucket } from '../operations/buckets/create-bucket.js'
import { deleteBucket } from '../operations/buckets/delete-bucket.js'
import { getBucketLocation } from '../operations/buckets/get-bucket-location.js'
import { headBucket } from '../operations/buckets/head-bucket.js'
import { listBuckets } from '../operations/buckets/list-buckets.js'
import { listObjectVersions } from '../operations/buckets/list-object-versions.js'
import { listObjects } from '../operations/buckets/list-objects.js'
import { listObjectsV2 } from '../operations/buckets/list-objects-v2.js'
import { UNSET_CONFIGURATIONS } from '../operations/buckets/unset-configuration.js'
import { copyObject } from '../operations/objects/copy-object.js'
import { deleteObject } from '../operations/objects/delete-object.js'
import { deleteObjects } from '../operations/objects/delete-objects.js'
import { getObject } from '../operations/objects/get-object.js'
import { getObjectAttributes } from '../operations/objects/get-object-attributes.js'
import { headObject } from '../operations/objects/head-object.js'
import { getObjectAcl, putObjectAcl } from '../operations/objects/object-acl.js'
import {
  deleteObjectTagging,
  getObjectTagging,
  putObjectTagging,
} from '../operations/objects/object-tagging.js'
import { putObject } from '../operations/objects/put-object.js'
import type { Operation } from '../operations/operation.js'
import { abortMultipartUpload } from '../operations/uploads/abort-multipart-upload.js'
import { completeMultipartUpload } from '../operations/uploads/complete-multipart-upload.js'
import { createMultipartUpload } from '../operations/uploads/create-multipart-upload.js'
import { listMultipartUploads } from '../operations/uploads/list-multipart-uploads.js'
import { listParts } from '../operations/uploads/list-parts.js'
import { uploadPart } from '../operations/uploads/upload-part.js'
import { uploadPartCopy } from '../operations/uploads/upload-part-copy.js'

/** Every operation that the server knows. */
export const OPERATIONS: readonly Operation[] = [
  listBuckets,
  createBucket,
  headBucket,
  deleteBucket,
  getBucketLocation,
  listObjects,
  listObjectsV2,
  listObjectVersions,
  getBucketAcl,
  putBucketAcl,
  getBucketTagging,
  putBucketTagging,
  deleteBucketTagging,
  ...UNSET_CONFIGURATIONS,
  deleteObjects,
  getObject,
  headObject,
  putObject,
  deleteObject,
  copyObject,
  getObjectAttributes,
  getObjectAcl,
  putObjectAcl,
  getObjectTagging,
  putObjectTagging,
  deleteObjectTagging,
  createMultipartUpload,
  uploadPart,
  uploadPartCopy,
  listParts,
  listMultipartUploads,
  completeMultipartUpload,
  abortMultipartUpload,
]
