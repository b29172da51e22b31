import type { PathColumn } from '@arbalest/core'
import type { Inferred } from './infer.js'
import type { InferredRecords } from './infer-records.js'

/** What was inferred, from objects of any format. */
export type InferredTable = (Inferred | InferredRecords) & {
  /** What their keys say. Default: nothing. */
  readonly path?: InferredPath | undefined
}

/** What was inferred from the keys of objects. */
export interface InferredPath {
  /** Each key has the part that each of them takes, and its value fits. */
  readonly columns: readonly InferredPathColumn[]
  /** What a reader should know of the parts that no column takes, in sentences. */
  readonly remarks: readonly string[]
}

/** A column of the path, and what was learned of it. */
export interface InferredPathColumn extends PathColumn {
  /** What a reader should know of it. */
  readonly remarks: readonly string[]
}
