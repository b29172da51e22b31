import '@arbalest/core/bundle'
export type { ListedObject, ListedPage } from './listing/listed-page.js'
export type { Listing } from './listing/list-pages.js'
export { ObjectStore, type ObjectStoreOptions } from './object-store.js'
export { isOwnFile } from './own-files.js'
export { probeFolder } from './probe-folder.js'
export {
  accessFinding,
  AWS_ADMINISTRATOR,
  CALLER,
  remedyForKey,
  s3Right,
  type S3Action,
} from './s3-access.js'
export { createS3Client } from './s3-client.js'
export { S3Error, translateS3Error, type S3Trouble } from './s3-error.js'
export { placedObject } from './placed-object.js'
export { s3OptionsSchema, type S3Options } from './s3-options.js'
export { formatS3Url, isS3Url, parseS3Url, type S3Place } from './s3-url.js'
export { s3UrlSchema } from './s3-url-schema.js'
export type { StoredObject } from './stored-object.js'
