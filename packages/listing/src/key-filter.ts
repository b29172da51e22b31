import picomatch from 'picomatch'

// Keys are no files: none is hidden for its dot, a backslash is a letter, and a line may break anywhere.
const OPTIONS: picomatch.PicomatchOptions = { dot: true, nonegate: true, windows: false, flags: 's' }

/** Decides which keys match one of `include`, if there are any, and none of `exclude`. */
export interface KeyFilter {
  wants(key: string): boolean
  /** False if `exclude` leaves out all that may lie under `folder`, which ends in `/`. */
  wantsFolder(folder: string): boolean
}

/**
 * The filter of these patterns.
 *
 * @example
 * ```ts
 * keyFilter(['*.json'], ['_*']).wants('a.json') // true
 * ```
 */
export function keyFilter(
  include: readonly string[] | undefined,
  exclude: readonly string[] = [],
): KeyFilter {
  const included = include ? picomatch([...include], OPTIONS) : () => true
  const excluded = exclude.length > 0 ? picomatch([...exclude], OPTIONS) : () => false
  return {
    wants: (key) => included(key) && !excluded(key),
    // A pattern that matches both of these, which nobody names, matches whatever is there and deeper.
    wantsFolder: (folder) => !(excluded(`${folder}\0`) && excluded(`${folder}\0/\0`)),
  }
}
