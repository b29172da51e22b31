import { readFileSync } from 'node:fs'

// What PostgreSQL keeps of it; Redshift may keep more.
const LONGEST = 63

/** Returns how the server knows us, in its views of sessions: `arbalest/0.1.0 daily`. */
export function applicationName(pipeline: string | undefined): string {
  const file = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(file) as { readonly version: string }
  const name = pipeline === undefined ? `arbalest/${version}` : `arbalest/${version} ${pipeline}`
  // A server shows others as question marks.
  return name.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, LONGEST)
}
