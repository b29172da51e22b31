import { parsePartition } from '@arbalest/core/plugin'

/** What a pattern may name in braces. */
export type Part = 'number' | 'year' | 'month' | 'day' | 'hour'

/** How the folders of one level of a series are called. */
export interface FolderPattern {
  /** What a name holds, in order. */
  readonly parts: readonly Part[]
  /** What stands before, between and behind the parts. */
  readonly literals: readonly string[]
  /** Matches a whole name, without its `/`, and has a group for each part. */
  readonly name: RegExp
}

const NUMBER = '\\d{1,20}'
const WHOLE_DAY = '\\d{4}-\\d{2}-\\d{2}'

const TWO_DIGITS = { month: '0[1-9]|1[0-2]', day: '0[1-9]|[12]\\d|3[01]', hour: '[01]\\d|2[0-3]' }

// Such as month=2, as many tools write it; beside another part, only a fixed width tells where one ends.
const ONE_OR_TWO = { month: '0?[1-9]|1[0-2]', day: '0?[1-9]|[12]\\d|3[01]', hour: '[01]?\\d|2[0-3]' }

/** The folders whose names are `literals` with `parts` between them; `byYear` where a day is one of a month. */
export function folderPattern(
  literals: readonly string[],
  parts: readonly Part[],
  byYear: boolean,
): FolderPattern {
  const digits = parts.length === 1 ? ONE_OR_TWO : TWO_DIGITS
  const forms = { ...digits, ...(!byYear && { day: WHOLE_DAY }), number: NUMBER, year: '\\d{4}' }
  const pieces = literals.map((literal, index) => {
    const part = parts[index]
    return escape(literal) + (part ? `(${forms[part]})` : '')
  })
  return { parts, literals, name: new RegExp(`^${pieces.join('')}$`) }
}

/**
 * What a folder's name says, together with what the folders above it say (`''`
 * for the uppermost): a partition, or how partitions begin, such as `2018-02`.
 * Undefined where the name does not fit, or names a day that no calendar has.
 */
export function readFolder(folder: FolderPattern, above: string, name: string): string | undefined {
  const values = folder.name.exec(name)?.slice(1)
  if (!values) return undefined
  const said = values.reduce((before, value, index) => append(before, folder.parts[index]!, value), above)
  return isOnCalendar(said) ? said : undefined
}

/** What the uppermost folder that holds `partition` is called; undefined where it may be called otherwise as well. */
export function nameFolder({ parts, literals }: FolderPattern, partition: string): string | undefined {
  if (parts.includes('number')) return undefined
  const [year = '', month = '', dayOfMonth = '', hour = '00'] = partition.split(/[-T]/)
  const day = parts.includes('year') ? dayOfMonth : partition.slice(0, 10)
  const values: Readonly<Record<Part, string>> = { number: '', year, month, day, hour }
  return literals.map((literal, index) => literal + (parts[index] ? values[parts[index]] : '')).join('')
}

function append(before: string, part: Part, value: string): string {
  if (part === 'number') return parsePartition(value)
  if (before === '') return value
  return `${before}${part === 'hour' ? 'T' : '-'}${value.padStart(2, '0')}`
}

function isOnCalendar(said: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}/.test(said)) return true
  try {
    parsePartition(said)
    return true
  } catch {
    return false
  }
}

function escape(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
