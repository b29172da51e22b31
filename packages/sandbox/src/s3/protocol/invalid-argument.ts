import { S3Error } from './s3-error.js'

/** The error for a query parameter or header called `name` with a value that S3 refuses. */
export function invalid(name: string, value: string, message: string): S3Error {
  return new S3Error('InvalidArgument', { message, details: { ArgumentName: name, ArgumentValue: value } })
}

/** The number that the query parameter `name` gives, or `otherwise`. */
export function count(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name)
  if (text === null || text === '') return otherwise
  if (/^\d{1,10}$/.test(text)) return Number(text)
  throw invalid(name, text, `Provided ${name} not an integer or within integer range`)
}
