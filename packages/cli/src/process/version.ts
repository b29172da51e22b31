import { readFileSync } from 'node:fs'
import { ownFile } from './own-file.js'

/** The version of this package. */
export function version(): string {
  const file = readFileSync(ownFile('package.json'), 'utf8')
  return (JSON.parse(file) as { readonly version: string }).version
}
