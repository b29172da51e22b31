import type { SourceObject } from '@arbalest/core'

/**
 * A manifest that has COPY load these objects, and fail where one is missing
 * (https://docs.aws.amazon.com/redshift/latest/dg/loading-data-files-using-manifest.html).
 */
export function copyManifest(objects: readonly SourceObject[]): string {
  return JSON.stringify({ entries: objects.map(({ url }) => ({ url, mandatory: true })) })
}
