import type { Finding } from '@arbalest/core/plugin'
import { CALLER, ObjectStore, S3Error } from '@arbalest/s3'
import { parseHostName } from '../connection/host-name.js'
import type { RedshiftSinkOptions } from '../options/options.js'
import type { Diagnosed } from './diagnosed.js'

/** Yields whether each bucket is in the region in which COPY looks: that of the warehouse, or of the option `region`. The first of them holds the metadata. */
export async function* checkRegions(
  buckets: readonly string[],
  { options, signal }: Diagnosed,
): AsyncGenerator<Finding> {
  const given = copyRegion(options)
  let expected = given ?? regionOfWarehouse(options)
  let where = given === undefined ? 'the warehouse is' : 'COPY looks'
  for (const bucket of buckets) {
    const check = `compare the region of the bucket "${bucket}" with that of the warehouse`
    const { region, problem } = await regionOf(bucket, options, signal)
    if (region === undefined) yield { check, outcome: 'skipped', detail: problem }
    else if (expected === undefined) {
      // All that COPY reads at once must be in one region, whichever that is.
      ;[expected, where] = [region, 'metadata is']
      yield {
        check,
        outcome: 'skipped',
        detail: `it is in ${region}; its host's name does not show where the warehouse is`,
      }
    } else if (region === expected) yield { check, outcome: 'passed', detail: region }
    else {
      yield {
        check,
        outcome: 'failed',
        detail: `The bucket "${bucket}" is in ${region}, and ${where} in ${expected}.`,
        remedy: {
          advice: `set copy: { region: ${region} } in the sink or the step, and keep metadata in a bucket of ${region} too`,
          ask: CALLER,
        },
      }
    }
  }
}

/** Returns the option `region` of COPY; undefined if it is the warehouse's. */
export function copyRegion({ copy }: RedshiftSinkOptions): string | undefined {
  return 'region' in copy ? copy.region : undefined
}

function regionOfWarehouse({ connection: { signIn, host = '' } }: RedshiftSinkOptions): string | undefined {
  const given = signIn.kind === 'workgroup' || signIn.kind === 'cluster' ? signIn.region : undefined
  return given ?? parseHostName(host)?.region
}

async function regionOf(
  bucket: string,
  { s3 }: RedshiftSinkOptions,
  signal: AbortSignal,
): Promise<{ readonly region?: string | undefined; readonly problem?: string }> {
  const store = new ObjectStore(bucket, s3, { signal, translate: (error) => error })
  try {
    const region = await store.region()
    return region === undefined ? { problem: 'the server does not report where it is' } : { region }
  } catch (error) {
    if (!(error instanceof S3Error)) throw error
    return { problem: error.message }
  } finally {
    store.close()
  }
}
