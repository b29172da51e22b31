import { counted } from '@arbalest/core/host'
import type { Drift, MissingName, UnknownName } from '@arbalest/core'
import { printable } from '../words/printable.js'

/** How many names of a kind are shown. */
const MOST = 10

/** How names in objects differ from those of a target, on one line. Shows no value. */
export function describeDrift({ objects, documents, missing, unknown }: Drift): string {
  const read =
    documents > 0 ? `${counted(documents, 'document')} of ${counted(objects, 'object')}` : undefined
  const parts = [
    ...(missing.length > 0 ? [`none has ${listed(missing, describeMissing)}`] : []),
    ...(unknown.length > 0
      ? [`the target does not name ${listed(unknown, (each) => describeUnknown(each, documents > 0))}`]
      : []),
  ]
  return `names differ from the target's in ${read ?? `${counted(objects, 'object')}`} read: ${parts.join('; ')} (drift in the step sets what happens then)`
}

function describeMissing({ name, meant }: MissingName): string {
  return `"${printable(name)}"${question(meant)}`
}

function describeUnknown({ name, count: times, object, meant }: UnknownName, documents: boolean): string {
  return `"${printable(name)}" (in ${counted(times, documents ? 'document' : 'object')}, such as in ${printable(object)})${question(meant)}`
}

function question(meant: string | undefined): string {
  return meant === undefined ? '' : `, did you mean "${printable(meant)}"?`
}

function listed<T>(names: readonly T[], describe: (name: T) => string): string {
  const more = names.length > MOST ? ` and ${names.length - MOST} more` : ''
  return `${names.slice(0, MOST).map(describe).join(', ')}${more}`
}
