import type { Difference } from '@arbalest/core'

/** How a table is not as its target says, in words. */
export function describeDifference({ kind, effect, column, declared, actual }: Difference): string {
  switch (kind) {
    case 'missing':
      return `there is no column "${column}" (${declared})${effect === 'harmless' ? '; a run adds it' : ''}`
    case 'extra':
      return `the column "${column}" (${actual}) is in the table alone${effect === 'harmless' ? '' : ', and must have a value'}`
    case 'narrower':
    case 'wider':
      return `the column "${column}" is ${actual}, ${kind} than the ${declared} of the target`
    case 'other type':
      return `the column "${column}" is ${actual}, and the target says ${declared}`
    case 'not null':
      return `the column "${column}" must have a value, and the target does not say notNull`
    case 'nullable':
      return `the column "${column}" may be NULL, though the target says notNull`
    case 'other encoding':
      return `the column "${column}" has the encoding ${actual}, and the target says ${declared}`
    case 'other distribution':
      return `the distribution is ${actual}, and the target says ${declared}`
    case 'other sort key':
      return `the sort key is ${actual}, and the target says ${declared}`
  }
}
