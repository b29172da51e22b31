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

/**
 * Returns `value` with each `${env:NAME}` in its strings replaced by the variable of that name, and each
 * `${env:NAME:-default}` by its default if the variable is not set or empty, as in a shell.
 */
export function resolveReferences(value: unknown, env: Readonly<NodeJS.ProcessEnv>): Resolved {
  const variables = new Map<string, string>()
  const faults: Fault[] = []
  const resolved = mapStrings(value, (text, path) => {
    const meant = path.includes('statements') ? undefined : meantReference(text)
    if (meant)
      faults.push({
        path,
        message: `has "${meant.written}", which is not replaced; write \${env:${meant.name}}.`,
      })
    return text.replaceAll(/\$\{env:([^}]*)(\}?)/g, (reference: string, inside: string, end: string) => {
      const [, name = '', otherwise] = /^([A-Za-z_]\w*)(?::-(.*))?$/s.exec(inside) ?? []
      const variable = env[name]
      if (!end || !name) {
        faults.push({
          path,
          message: `"${reference}" is not a reference; write \${env:NAME} or \${env:NAME:-default}.`,
        })
      } else if (variable) {
        variables.set(name, variable)
        return variable
      } else if (otherwise !== undefined) {
        return otherwise
      } else {
        const state = variable === undefined ? 'not set' : 'empty'
        faults.push({ path, message: `The environment variable "${name}" is ${state}.` })
      }
      return reference
    })
  })
  return { value: resolved, variables, faults }
}

/** Returns what is written as a shell, a template of dbt or another tool refers to a variable: a whole `$NAME`, or `${NAME}` anywhere. */
function meantReference(text: string): { readonly written: string; readonly name: string } | undefined {
  for (const form of FORMS_OF_OTHERS) {
    const [written, name] = form.exec(text) ?? []
    if (written && name) return { written, name }
  }
  return undefined
}

const FORMS_OF_OTHERS = [
  /^\$([A-Z_][A-Z\d_]*)$/,
  /\$\{([A-Z_][A-Z\d_]*)\}/,
  /\{\{\s*env_var\(\s*['"](\w+)['"].*?\}\}/,
  /^%([A-Z_][A-Z\d_]*)%$/,
]
