import picomatch from 'picomatch'

// Keys are no files: none is hidden for its dot, a backslash is a letter, and a line may break anywhere.
const OPTIONS: picomatch.PicomatchOptions = { dot: true, nonegate: true, windows: false, flags: 's' }

/** Tells whether a key matches one of `include`, if there are any, and none of `exclude`. */
export function keyFilter(
  include: readonly string[] | undefined,
  exclude: readonly string[] = [],
): (key: string) => boolean {
  const included = include ? picomatch([...include], OPTIONS) : () => true
  const excluded = picomatch([...exclude], OPTIONS)
  return (key) => included(key) && !excluded(key)
}
