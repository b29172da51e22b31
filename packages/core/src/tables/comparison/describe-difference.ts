import type { Difference } from './difference.js'

/** Returns in words how a table is not as its target says. */
export function describeDifference({ kind, effect, what, column, declared, actual }: Difference): string {
  switch (kind) {
    case 'missing':
      return `there is no column "${column}" (${declared})${effect === 'harmless' ? '; a run adds it' : ''}`
    case 'extra':
      return `the column "${column}" (${actual}) is only in the table${effect === 'harmless' ? '' : ', and must have a value'}`
    case 'narrower':
    case 'wider':
      return `the column "${column}" is ${actual}, ${kind} than the ${declared} of the target`
    case 'other type':
      return `the column "${column}" is ${actual}, and the target has ${declared}`
    case 'not null':
      return `the column "${column}" must have a value, and the target does not have notNull`
    case 'nullable':
      return `the column "${column}" may be NULL, but the target has notNull`
    case 'stored otherwise': {
      const of = column === undefined ? '' : ` of the column "${column}"`
      return `the ${what}${of} is ${actual}, and the target has ${declared}`
    }
  }
}
