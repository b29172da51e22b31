import { TextDecoder } from 'node:util'
import { serviceError } from '../../objects/service-error.js'
import type { CopyEncoding } from '../statement/copy-statement.js'

/**
 * The bytes of `source` as UTF-8. UTF16 goes by the byte order mark, which must be there.
 * https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-conversion.html#copy-encoding
 * Throws `RedshiftError` if they are in another encoding.
 */
export async function* transcode(
  source: AsyncIterable<Uint8Array>,
  encoding: CopyEncoding,
  url: string,
): AsyncGenerator<Uint8Array> {
  if (encoding === 'utf8') {
    yield* source
    return
  }
  const wrong = () =>
    serviceError(`The file ${url} is not in ${encoding.toUpperCase()} encoding`, { code: 1221 })
  let decoder: TextDecoder | undefined
  const decoded = (bytes: Uint8Array, last: boolean) => {
    try {
      return Buffer.from((decoder ??= decoderOf(encoding, bytes)).decode(bytes, { stream: !last }), 'utf8')
    } catch {
      throw wrong()
    }
  }
  let head = Buffer.alloc(0)
  for await (const chunk of source) {
    if (decoder !== undefined) yield decoded(chunk, false)
    else {
      head = Buffer.concat([head, chunk])
      if (head.length >= 2) yield decoded(head, false)
    }
  }
  if (decoder !== undefined) yield decoded(new Uint8Array(), true)
  else if (head.length > 0) throw wrong()
}

/** A decoder, which drops the byte order mark. */
function decoderOf(encoding: CopyEncoding, head: Uint8Array): TextDecoder {
  const mark = (head[0] ?? 0) * 256 + (head[1] ?? 0)
  if (encoding === 'utf16' && mark !== 0xfffe && mark !== 0xfeff) throw new RangeError('no byte order mark')
  const bigEndian = encoding === 'utf16' ? mark === 0xfeff : encoding === 'utf16be'
  return new TextDecoder(bigEndian ? 'utf-16be' : 'utf-16le', { fatal: true })
}
