import { createHash } from 'node:crypto'
import type { Checksum } from '../body/checksum.js'
import { digesting, digestOf } from '../body/checksum.js'
import { quoted } from '../objects/object-headers.js'
import { S3Error } from '../protocol/s3-error.js'
import type { StoredObject, WriteCheck } from '../store/object-store.js'
import type { ChecksumPlan, Part, Upload } from './multipart-upload.js'

/** A part as the request to complete an upload names it. */
export interface NamedPart {
  readonly number: number
  readonly etag: string
  /** In base64. */
  readonly checksum: string | undefined
}

/** Bytes of every part but the last, at least. See "Amazon S3 multipart upload limits" in the S3 user guide. */
const SMALLEST_PART = 5 * 1024 ** 2

/** The parts of `upload` that `named` names; throws if S3 would not make an object of them. */
export function chosenParts(upload: Upload, named: readonly NamedPart[]): Part[] {
  const parts = named.map((name, index) => {
    if (index > 0 && name.number <= (named[index - 1] as NamedPart).number)
      throw new S3Error('InvalidPartOrder')
    return chosenPart(upload, name)
  })
  for (const { number, draft } of parts.slice(0, -1)) {
    if (draft.size >= SMALLEST_PART) continue
    throw new S3Error('EntityTooSmall', {
      details: {
        ProposedSize: String(draft.size),
        MinSizeAllowed: String(SMALLEST_PART),
        PartNumber: String(number),
        ETag: quoted(draft.md5),
      },
    })
  }
  return parts
}

function chosenPart(upload: Upload, { number, etag, checksum }: NamedPart): Part {
  const part = upload.parts.get(number)
  if (!part || part.draft.md5 !== etag || (checksum !== undefined && checksum !== part.checksum?.value)) {
    throw new S3Error('InvalidPart', {
      details: { UploadId: upload.id, PartNumber: String(number), ETag: quoted(etag) },
    })
  }
  if (upload.checksum?.type === 'COMPOSITE' && checksum === undefined) {
    const algorithm = upload.checksum.algorithm.toLowerCase()
    throw new S3Error('InvalidRequest', {
      message:
        `The upload was created using a ${algorithm} checksum. The complete request must include the ` +
        `checksum for each part. It was missing for part ${number} in the request.`,
    })
  }
  return part
}

/** Makes one object of `parts`. Throws BadDigest if its checksum is not `expected`, if that is given. */
export async function assemble(
  upload: Upload,
  parts: readonly Part[],
  expected: string | undefined,
  check: WriteCheck | undefined,
): Promise<StoredObject> {
  const { store } = upload.bucket
  const plan = upload.checksum
  const whole = plan?.type === 'FULL_OBJECT' ? digestOf(plan.algorithm) : undefined
  const draft = await store.draft(digesting(contentOf(parts), whole))
  try {
    const value = whole ? whole.digest().toString('base64') : plan && compositeValue(plan, parts)
    const checksum: Checksum | undefined = plan && value !== undefined ? { ...plan, value } : undefined
    // S3 takes a composite checksum with the number of parts after it and without.
    if (expected !== undefined && expected !== value && expected !== value?.replace(/-\d+$/, '')) {
      throw new S3Error('BadDigest', {
        message: `The ${plan?.algorithm} you specified did not match the calculated checksum.`,
      })
    }
    const attributes = {
      etag: compositeEtag(parts),
      headers: upload.headers,
      tags: upload.tags,
      checksum,
      parts: parts.map(({ draft: { size }, checksum: own }) => ({
        size,
        checksum: plan?.type === 'COMPOSITE' ? own?.value : undefined,
      })),
    }
    return await store.commit(upload.key, draft, attributes, check)
  } finally {
    await draft.discard()
  }
}

async function* contentOf(parts: readonly Part[]): AsyncGenerator<Uint8Array> {
  for (const { draft } of parts) yield* draft.read()
}

function compositeEtag(parts: readonly Part[]): string {
  const hash = createHash('md5')
  for (const { draft } of parts) hash.update(Buffer.from(draft.md5, 'hex'))
  return `${hash.digest('hex')}-${parts.length}`
}

function compositeValue({ algorithm }: ChecksumPlan, parts: readonly Part[]): string {
  const digest = digestOf(algorithm)
  for (const { checksum } of parts) digest.update(Buffer.from(checksum?.value ?? '', 'base64'))
  return `${digest.digest().toString('base64')}-${parts.length}`
}
