import { ConfigError, type PartitionKind } from '@arbalest/core/plugin'
import { folderPattern, type FolderPattern, type Part } from './folder-pattern.js'

/** How the folders of a series are called, level by level, such as `{day}/{hour}/`. */
export interface SeriesPattern {
  /** As the user wrote it. */
  readonly text: string
  readonly folders: readonly FolderPattern[]
  /** The kind of its partitions; where it is `hour`, days without hours are partitions too. */
  readonly kind: PartitionKind
}

const PARTS = ['number', 'year', 'month', 'day', 'hour']
const ORDERS = ['number', 'day', 'day hour', 'year month day', 'year month day hour']

/** Reads a pattern. Throws `ConfigError` with all that is wrong with it. */
export function parsePattern(text: string): SeriesPattern {
  const names = text.replace(/\/$/, '').split('/')
  const faults = [
    ...(text.endsWith('/') ? [] : [`"${text}" must end in "/", because partitions are folders.`]),
    ...names.flatMap(faultsOf),
  ]
  const all = names.flatMap(partsOf)
  if (faults.length === 0 && !ORDERS.includes(all.join(' '))) {
    faults.push(
      `"${text}" must name {number}; or {day}; or {day} and {hour}; or {year}, {month} and {day}; or these three and {hour}: each once, in this order.`,
    )
  }
  if (faults.length > 0) {
    throw new ConfigError(
      'CONFIG_INVALID',
      faults.map((message) => ({ path: [], message })),
    )
  }
  const folders = names.map((name) =>
    folderPattern(name.split(/\{\w+\}/), partsOf(name) as Part[], all.includes('year')),
  )
  return { text, folders, kind: all.at(-1) as PartitionKind }
}

function partsOf(name: string): string[] {
  return Array.from(name.matchAll(/\{([^{}]*)\}/g), ([, part = '']) => part)
}

function faultsOf(name: string): string[] {
  const parts = partsOf(name)
  if (/[{}]/.test(name.replaceAll(/\{[^{}]*\}/g, ''))) return [`"${name}" has an unmatched brace.`]
  if (parts.length === 0) {
    return [
      `"${name}/" names no part, such as {day}; what comes before the first part belongs in the url, or the folder, of the source.`,
    ]
  }
  return parts
    .filter((part) => !PARTS.includes(part))
    .map((part) => `"{${part}}" is no part; the parts are ${PARTS.map((known) => `{${known}}`).join(', ')}.`)
}
