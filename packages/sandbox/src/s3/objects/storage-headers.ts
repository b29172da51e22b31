import { S3Error } from '../protocol/s3-error.js'
import type { S3Request } from '../protocol/s3-request.js'
import type { StoredObject } from '../store/object-store.js'

/** The headers of an upload that say how its object is stored, and that no copy takes from its source. */
export const STORAGE = [
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
  'x-amz-storage-class',
  'x-amz-website-redirect-location',
]

/** See PutObject in the S3 API reference. */
const STORAGE_CLASSES = [
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'GLACIER_IR',
  'DEEP_ARCHIVE',
]

/** The headers of an upload or a copy that say how its object is stored: what is not asked for is what S3 does. */
export function storageHeaders({ headers }: Pick<S3Request, 'headers'>): Record<string, string> {
  const given = STORAGE.flatMap((name) => (headers.has(name) ? [[name, headers.get(name)]] : []))
  const storage = { 'x-amz-server-side-encryption': 'AES256', ...Object.fromEntries(given) } as Record<
    string,
    string
  >
  const encryption = storage['x-amz-server-side-encryption'] ?? ''
  if (!['AES256', 'aws:kms', 'aws:kms:dsse'].includes(encryption)) {
    throw new S3Error('InvalidArgument', {
      message: 'The encryption method specified is not supported',
      details: { ArgumentName: 'x-amz-server-side-encryption', ArgumentValue: encryption },
    })
  }
  const storageClass = storage['x-amz-storage-class'] ?? 'STANDARD'
  if (!STORAGE_CLASSES.includes(storageClass)) {
    throw new S3Error('InvalidStorageClass', { details: { StorageClassRequested: storageClass } })
  }
  if (storageClass === 'STANDARD') delete storage['x-amz-storage-class']
  return storage
}

/** The storage class of an object. */
export function storageClassOf({ headers }: Pick<StoredObject, 'headers'>): string {
  return headers['x-amz-storage-class'] ?? 'STANDARD'
}

/** Throws `InvalidObjectState` if the content of `object` is archived: nothing here restores it. */
export function checkReadable(object: StoredObject): void {
  const storageClass = storageClassOf(object)
  if (storageClass !== 'GLACIER' && storageClass !== 'DEEP_ARCHIVE') return
  throw new S3Error('InvalidObjectState', { details: { StorageClass: storageClass } })
}

/** The headers of `object` that a copy takes over. */
export function copiedHeaders({ headers }: StoredObject): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !STORAGE.includes(name)))
}

/** The headers of the reply to an upload that say how its object is encrypted. */
export function encryptionHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.startsWith('x-amz-server-side-encryption')),
  )
}
