export { RedshiftError } from '../../src/redshift/redshift-error.js'
export type { CopyObject, CopyObjects } from '../../src/redshift/copy/copy-objects.js'
export type { S3Location } from '../../src/redshift/copy/copy-statement.js'
