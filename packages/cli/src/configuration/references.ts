import type { Fault } from '@arbalest/core'
import { mapStrings } from './map-strings.js'

/** A configuration whose references have been replaced by what they stand for. */
export interface Resolved {
  readonly value: unknown
  /** The value of each variable that was referred to, by its name. */
  readonly variables: ReadonlyMap<string, string>
  /** The references that stand for nothing, which are left as they are. */
  readonly faults: readonly Fault[]
}

/** Returns `value` with each `${env:NAME}` in its strings replaced by the variable of that name. */
export function resolveReferences(value: unknown, env: Readonly<NodeJS.ProcessEnv>): Resolved {
  const variables = new Map<string, string>()
  const faults: Fault[] = []
  const resolved = mapStrings(value, (text, path) =>
    text.replaceAll(/\$\{env:([^}]*)(\}?)/g, (reference: string, name: string, end: string) => {
      const variable = env[name]
      if (!end || !/^[A-Za-z_]\w*$/.test(name)) {
        faults.push({ path, message: `"${reference}" is no reference; write \${env:NAME}.` })
      } else if (!variable) {
        const state = variable === undefined ? 'not set' : 'empty'
        faults.push({ path, message: `The environment variable "${name}" is ${state}.` })
      } else {
        variables.set(name, variable)
        return variable
      }
      return reference
    }),
  )
  return { value: resolved, variables, faults }
}
