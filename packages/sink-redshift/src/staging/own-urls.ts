import { isArbalestError, LoadError, type Rejected } from '@arbalest/core/plugin'

/** The URLs that objects have of their own, by those of their copies. */
export type OwnUrls = ReadonlyMap<string, string>

/** Returns what was rejected of copies as it is of the objects themselves. */
export function rejectedAbout<T extends Rejected>(owned: OwnUrls, found: T): T {
  if (!found.rejections) return found
  return {
    ...found,
    rejections: found.rejections.map((each) => ({ ...each, object: own(owned, each.object) })),
  }
}

/** Returns an error about rows of copies, or about one that cannot be read, as one about the objects themselves; any other as it is. */
export function errorAbout(owned: OwnUrls, error: unknown): unknown {
  if (!isOfRows(error)) return error
  let { message } = error
  for (const [copy, object] of owned) message = message.replaceAll(copy, object)
  const { rejections = [] } = rejectedAbout(owned, { rejected: 0, rejections: error.rejections })
  return new LoadError(message, rejections, {
    cause: error,
    ...(error.object !== undefined && { object: own(owned, error.object) }),
  })
}

function own(owned: OwnUrls, url: string): string {
  return owned.get(url) ?? url
}

function isOfRows(error: unknown): error is LoadError {
  return isArbalestError(error) && 'rejections' in error
}
