import { fileURLToPath } from 'node:url'

/** The command, as `npx arbalest` would find it, without the second that npx takes. */
export const arbalest = fileURLToPath(
  new URL('bin/arbalest.js', import.meta.resolve('@arbalest/cli/package.json')),
)
