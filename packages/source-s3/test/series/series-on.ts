import { collect, each } from '@arbalest/core/plugin'
import { expect } from 'vitest'
import type { SeriesOptions } from '../../src/index.js'
import { Bucket, type TestedOptions } from '../bucket.js'

/** What is listed of a series: keys as `partition: key`, below `child/`, and notices. */
interface Listed {
  readonly keys: readonly string[]
  readonly notices: readonly string[]
}

/** Lists series on the S3 server whose endpoint is `url()`. */
export function seriesOn(url: () => string) {
  /** Below `child/`, the keys that are listed of a series over `keys`, as `partition: key`; and what is told. */
  async function listed(
    keys: readonly string[],
    series: SeriesOptions,
    { from, ...options }: TestedOptions & { from?: string } = {},
  ): Promise<Listed> {
    await using bucket = await Bucket.create(
      url(),
      keys.map((key) => `child/${key}`),
    )
    const notices: string[] = []
    const notice = (message: string) => notices.push(message.replaceAll(bucket.name, 'acme'))
    const source = bucket.source({ prefix: 'child/', series, ...options }, undefined, notice)
    const objects = await collect(each(source.list({ from })))
    return {
      keys: objects.map(({ key, partition = 'none' }) => `${partition}: ${key.replace('child/', '')}`),
      notices,
    }
  }

  async function refused(keys: readonly string[], series: SeriesOptions): Promise<unknown> {
    return await listed(keys, series).then(
      () => expect.fail('Nothing was thrown.'),
      (error: unknown) => error,
    )
  }

  return { listed, refused }
}

/** The partition of a number. */
export const numbered = (text: string) => text.padStart(20, '0')
