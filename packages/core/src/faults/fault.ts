/** Where something stands in a value: the keys and array indexes that lead to it. Empty for the whole. */
export type FaultPath = readonly (string | number)[]

/** One thing that is wrong with a configuration. */
export interface Fault {
  /**
   * Where it is. A plugin gives it relative to what the plugin was given; the kernel
   * completes it, so that users see it from the top of the configuration.
   */
  readonly path: FaultPath
  /** What is wrong there, and what would be right. */
  readonly message: string
  /** Where in the text of the configuration it stands, line and column counted from 1; set by a host that has read a text. */
  readonly position?: { readonly line: number; readonly column: number } | undefined
}

/**
 * Returns a path as a person writes it, such as `pipelines.events[0].sink.with.iamRole`.
 *
 * @example
 * ```ts
 * formatPath(['pipelines', 'events', 0, 'source']) // 'pipelines.events[0].source'
 * ```
 */
export function formatPath(path: FaultPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? part : `${text}.${part}`
  }, '')
}

/** Returns a fault as one line: its place, if it has one, and its message. */
export function formatFault({ path, message }: Fault): string {
  return path.length === 0 ? message : `${formatPath(path)}: ${message}`
}
