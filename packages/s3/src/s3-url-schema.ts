import * as v from 'valibot'
import { isS3Url } from './s3-url.js'

/** A valibot schema for the URL of a place in S3, such as `s3://acme-events/clicks/`, which `parseS3Url` reads. */
export const s3UrlSchema = v.pipe(
  v.string('must be an S3 URL, such as s3://acme-events/clicks/.'),
  v.check(isS3Url, ({ input }) => `must be an S3 URL, such as s3://acme-events/clicks/${wrongWith(input)}.`),
  v.metadata({ pattern: '^s3://[^/:\\s]+(/|$)' }),
)

/** Returns what is wrong with a text that is no S3 URL. What may hold a password is not repeated. */
function wrongWith(text: string): string {
  if (/^s3:\/\/(?:\/|$)/.test(text)) return ', and names no bucket'
  if (text.includes('@')) return ''
  const [, place] = /^s3[an]?:\/\/(.+)$/i.exec(text) ?? /^([^:]+)$/.exec(text) ?? []
  const meant = `s3://${place}`
  return `, and is "${text}"${place && isS3Url(meant) ? `; write ${meant}` : ''}`
}
