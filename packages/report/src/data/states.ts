import type { CellState } from './page.js'

/** All states, the worst first: a cell shows the first of them that is in it. */
export const STATES: readonly CellState[] = [
  'failed',
  'quarantined',
  'changed',
  'pending',
  'gone',
  'missing',
  'loaded',
]

/** What a cell shows besides its colour, and what a legend says of it. */
export const SIGNS: Readonly<Record<CellState, { readonly sign: string; readonly meaning: string }>> = {
  loaded: { sign: '✓', meaning: 'recorded at its current version' },
  changed: { sign: '≠', meaning: 'other objects than when it was loaded' },
  pending: { sign: '…', meaning: 'listed, and not loaded yet' },
  failed: { sign: '✗', meaning: 'was tried, and would make a run fail' },
  quarantined: { sign: '!', meaning: 'set aside, because it cannot be loaded' },
  gone: { sign: '−', meaning: 'loaded, and no longer listed' },
  missing: { sign: '?', meaning: 'nothing is listed, but before and after it' },
}
