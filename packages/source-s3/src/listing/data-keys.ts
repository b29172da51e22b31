import { isHidden, type KeyFilter } from '@arbalest/listing'
import { isOwnFile } from '@arbalest/s3'

/** Which of the keys that are listed are data. */
export interface DataKeys {
  /** Returns those of `listed` that are wanted and that are data; what lies in `folder` is looked at from there on. */
  keep<T extends { readonly key: string }>(listed: readonly T[], folder?: string): readonly T[]
  /** Returns whether `key`, which may be a folder's, is one of data. */
  has(key: string): boolean
  /** Reports keys that are wanted, but are no data; there may be none. */
  tell(keys: readonly string[]): void
}

/** By what keys are told apart. */
interface DataKeysOptions extends Pick<DataKeys, 'tell'> {
  /** How all keys begin. */
  readonly prefix: string
  /** Which are wanted, by what follows the prefix. */
  readonly filter: KeyFilter
  /** Whether hidden keys are data too. */
  readonly withHidden: boolean
}

/** Returns what separates data from hidden keys and from Arbalest's own files, which are never data. */
export function dataKeys({ prefix, filter, withHidden, tell }: DataKeysOptions): DataKeys {
  const isData = (key: string, folder: string): boolean =>
    !isOwnFile(key) && (withHidden || !isHidden(key, folder))
  return {
    keep(listed, folder = prefix) {
      const hidden: string[] = []
      const kept = listed.filter(({ key }) => {
        if (!filter.wants(key.slice(prefix.length))) return false
        if (isData(key, folder)) return true
        hidden.push(key)
        return false
      })
      tell(hidden)
      return kept
    },
    has: (key) => isData(key, prefix),
    tell,
  }
}
