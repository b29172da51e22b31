import { describe, expect, it } from 'vitest'
import { decodeChunks } from '../../../src/s3/protocol/chunked-body.js'
import { ChunkSignatures } from '../../../src/s3/signature/chunk-signature.js'
import { scopeText, SigningKey } from '../../../src/s3/signature/signing-key.js'

// The example under "Signature calculations for the Authorization Header: transferring payload in multiple chunks"
// in the S3 API reference.
const scope = { day: '20130524', region: 'us-east-1' }
const key = new SigningKey('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', scope)
const seed = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9'
const chunks: [size: number, signature: string][] = [
  [65_536, 'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648'],
  [1024, '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497'],
  [0, 'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9'],
]
const body = chunks
  .map(([size, signature]) => `${size.toString(16)};chunk-signature=${signature}\r\n${'a'.repeat(size)}\r\n`)
  .join('')

async function decoded(text: string, step: number): Promise<string> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += step) yield Buffer.from(text.slice(at, at + step))
  }
  const signer = new ChunkSignatures(key, '20130524T000000Z', scopeText(scope), seed)
  let content = ''
  for await (const part of decodeChunks(pieces(), new Map(), signer)) content += Buffer.from(part).toString()
  return content
}

describe('a body in signed chunks', () => {
  it.each([1, 7, 65_536, 1_000_000])('is read, however it arrives: %i bytes at a time', async (step) => {
    expect(await decoded(body, step)).toBe('a'.repeat(66_560))
  })

  it.each([
    ['another content', body.replace('aaaa', 'aaab')],
    ['another signature', body.replace('ad80', 'ad81')],
    ['no signature', body.replace(/;chunk-signature=\w+/, '')],
    [
      'a chunk missing',
      body.slice(0, body.indexOf('400;')) + body.slice(body.indexOf('0;chunk-signature=b6')),
    ],
  ])('is refused with %s', async (_, text) => {
    await expect(decoded(text, 1000)).rejects.toMatchObject({ code: 'SignatureDoesNotMatch' })
  })

  it('is refused without its last chunk', async () => {
    const text = body.slice(0, body.indexOf('0;chunk-signature=b6'))
    await expect(decoded(text, 1000)).rejects.toMatchObject({ code: 'IncompleteBody' })
  })
})
