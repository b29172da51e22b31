import type { Strategy } from '@arbalest/core'

/** What of a series is a unit, and how it is loaded. */
export type Mode = Required<Pick<Strategy, 'from' | 'units' | 'load'>>
