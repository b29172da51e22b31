import type { Source } from '@arbalest/core/plugin'

/** A source whose objects a test puts and removes. */
export interface ChangeableSource extends Source {
  /** Makes or overwrites the object `key`. */
  put(key: string, content: string): Promise<void>
  remove(key: string): Promise<void>
}
