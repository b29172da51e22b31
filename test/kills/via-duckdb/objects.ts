import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startS3 } from '@arbalest/sandbox'
import type { Changes, Place } from '../scenario.js'

const IDENTITY = {
  AWS_ACCESS_KEY_ID: 'sandbox',
  AWS_SECRET_ACCESS_KEY: 'sandbox-secret',
  AWS_REGION: 'us-east-1',
}

/** Where the objects of a scenario are. */
export interface Objects extends AsyncDisposable {
  readonly place: Place
  /** What leads a command to them. */
  readonly env: Readonly<Record<string, string>>
  change(changes: Changes): Promise<void>
}

/** Objects that are files in a folder of their own. */
export async function inFiles(): Promise<Objects> {
  const folder = await mkdtemp(join(tmpdir(), 'arbalest-kills-'))
  const change = async (key: string, body: string | Buffer | null) => {
    const path = join(folder, key)
    if (body === null) return await rm(path)
    await mkdir(dirname(path), { recursive: true })
    return await writeFile(path, body)
  }
  return {
    place: placeOf((prefix, options) => ({
      use: 'files',
      with: { folder: join(folder, prefix), ...options },
    })),
    env: {},
    async change(changes) {
      for (const [key, body] of Object.entries(changes)) await change(key, body)
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

/** Objects in an S3 of their own. */
export async function inS3(): Promise<Objects> {
  const s3 = await startS3({ buckets: { [BUCKET]: undefined } })
  return {
    place: placeOf((prefix, options) => ({
      use: 's3',
      with: { url: `s3://${BUCKET}/${prefix}`, ...options },
    })),
    env: { ...IDENTITY, AWS_ENDPOINT_URL_S3: s3.url },
    async change(changes) {
      for (const [key, body] of Object.entries(changes)) {
        const { ok } = await fetch(
          `${s3.url}/${BUCKET}/${key}`,
          body === null ? { method: 'DELETE' } : { method: 'PUT', body: new Uint8Array(Buffer.from(body)) },
        )
        if (!ok) throw new Error(`S3 refused to change ${key}`)
      }
    },
    [Symbol.asyncDispose]: () => s3[Symbol.asyncDispose](),
  }
}

const BUCKET = 'trials'

function placeOf(source: Place['source']): Place {
  return { bucket: BUCKET, table: (name) => name, source }
}
