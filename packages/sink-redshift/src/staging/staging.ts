import { randomUUID } from 'node:crypto'
import { SinkError } from '@arbalest/core/plugin'
import { ObjectStore, type S3Error, type S3Options } from '@arbalest/s3'
import type { S3Folder } from '../options/s3-folder.js'
import { scopedName } from '../statements/scoped-name.js'
import { StagedFolder } from './staged-folder.js'

/** The place in S3 to which objects from elsewhere are copied for as long as a COPY reads them. */
export class Staging {
  readonly #prefix: string
  readonly #store: ObjectStore

  constructor({ bucket, key }: S3Folder, s3: S3Options, signal: AbortSignal) {
    this.#prefix = key
    this.#store = new ObjectStore(bucket, s3, { signal, translate: toSinkError })
  }

  /** Returns the folder of the loads of `scope` by the sink at `url`, of which there is one at a time: what is in it when one begins was left by one that was killed. */
  ofLoad(scope: string, url: string): StagedFolder {
    return new StagedFolder(this.#store, `${this.#prefix}loads/${scopedName(`${scope} ${url}`)}/`)
  }

  /** Returns a folder that no other has. What a rehearsal that is killed leaves there stays. */
  ofRehearsal(): StagedFolder {
    return new StagedFolder(this.#store, `${this.#prefix}rehearsals/${randomUUID()}/`)
  }

  /** Closes the connections to S3. */
  close(): void {
    this.#store.close()
  }
}

function toSinkError({ trouble, message, retryable }: S3Error): SinkError {
  return new SinkError(
    trouble === 'denied' ? 'SINK_DENIED' : 'SINK_UNREACHABLE',
    `The sink could not use its staging place, which needs s3:PutObject, s3:DeleteObject and s3:ListBucket: ${message}`,
    { retryable },
  )
}
