import type { CopyObject, CopyObjects } from '../../src/redshift/objects/copy-objects.js'
import type { S3Location } from '../../src/redshift/objects/s3-location.js'
import { RedshiftError } from '../../src/redshift/redshift-error.js'

/** Objects held in memory, by URL. */
export function memoryObjects(contents: Readonly<Record<string, string | Buffer>>, chunk = 7): CopyObjects {
  const bytes = (location: S3Location): Buffer | undefined => {
    const content = contents[location.url]
    return content === undefined ? undefined : Buffer.from(content)
  }
  const object = (location: S3Location): CopyObject | undefined => {
    const size = bytes(location)?.length
    return size === undefined ? undefined : { location, size }
  }
  return {
    async *list(prefix) {
      for (const url of Object.keys(contents).toSorted()) {
        if (!url.startsWith(`s3://${prefix.bucket}/${prefix.key}`)) continue
        const found = object({ url, bucket: prefix.bucket, key: url.slice(`s3://${prefix.bucket}/`.length) })
        if (found !== undefined) yield found
      }
    },
    find: (location) => Promise.resolve(object(location)),
    fetch: (location) => Promise.resolve(object(location)),
    open: (location) => {
      const content = bytes(location)
      if (content === undefined) return Promise.reject(new RedshiftError(`no object ${location.url}`))
      return Promise.resolve(pieces(content, chunk))
    },
    read: (location, start, end) => {
      const content = bytes(location)?.subarray(start, end) ?? Buffer.alloc(0)
      return Promise.resolve(new Uint8Array(content).buffer)
    },
  }
}

async function* pieces(content: Buffer, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += length) yield content.subarray(at, at + length)
}
