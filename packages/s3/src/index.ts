export { createS3Client } from './s3-client.js'
export { translateS3Error } from './s3-error.js'
export { bucketSchema, s3OptionsSchema, type S3Options } from './s3-options.js'
export { formatS3Url, parseS3Url, type S3Place } from './s3-url.js'
