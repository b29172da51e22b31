import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a signature is valid for: a day, a region and a service. */
export interface SigningScope {
  /** As in `20260131`. */
  readonly day: string
  readonly region: string
}

/** A scope as a request spells it. */
export function scopeText({ day, region }: SigningScope): string {
  return `${day}/${region}/s3/aws4_request`
}

/** Signs with a key that is derived from a secret for one scope. */
export class SigningKey {
  readonly #key: Buffer

  constructor(secretAccessKey: string, { day, region }: SigningScope) {
    const steps = [day, region, 's3', 'aws4_request']
    this.#key = steps.reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`))
  }

  /** Whether `signature`, in hexadecimal digits, is that of `text`. */
  verifies(text: string, signature: string | undefined): boolean {
    const expected = hmac(this.#key, text)
    const given = Buffer.from(signature ?? '', 'hex')
    return given.length === expected.length && timingSafeEqual(given, expected)
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
