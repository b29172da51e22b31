import { isArbalestError, type Notes } from '@arbalest/core/plugin'
import { formatS3Url } from '@arbalest/s3'
import type { S3Folder } from '../../options/s3-folder.js'
import { scopedName } from '../../statements/scoped-name.js'
import type { Metadata } from './metadata.js'

/** Returns the name of a scope's note within the metadata. */
function fileOf(scope: string): string {
  return `idle-notes/${scopedName(scope)}.json`
}

/** Returns what keeps notes in the metadata; `notice` is told if they may not be read. */
export function notesIn(metadata: Metadata, place: S3Folder, notice: (message: string) => void): Notes {
  return {
    read: (scope) =>
      metadata.read(fileOf(scope)).catch((error: unknown) => {
        if (!isArbalestError(error) || error.code !== 'SINK_DENIED') throw error
        // S3 also refuses what is not there to who may not list the bucket.
        notice(
          `Whether anything was loaded since the last run cannot be read without Redshift: Arbalest needs s3:GetObject and s3:ListBucket on ${formatS3Url(place)}.`,
        )
        return undefined
      }),
    write: (scope, note) => metadata.write(fileOf(scope), note),
    erase: (scope) => metadata.remove(fileOf(scope)),
  }
}
