import type { Unreadable } from '@arbalest/formats'

/** Returns where something unreadable is, and what is wrong with it. */
export function showUnreadable({ object, line, fault }: Unreadable): string {
  return `${object}, ${line === undefined ? '' : `line ${line}, `}${fault}`
}
