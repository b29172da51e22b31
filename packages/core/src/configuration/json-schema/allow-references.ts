import type { JsonSchema } from './json-schema.js'

/** What a text of a configuration may be in place of what it must be: the value of a variable decides. */
const REFERENCE = { type: 'string', pattern: '\\$\\{env:' }

/** Keywords that say of a text more than that it is one. */
const RULES = ['pattern', 'format', 'enum', 'const', 'maxLength']

/** Returns a JSON Schema in which a text that refers to a variable is right wherever a text is, whatever rules that has. */
export function allowReferences<T extends JsonSchema>(schema: T): T {
  return changed(schema) as T
}

function changed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(changed)
  if (typeof schema !== 'object' || schema === null) return schema
  const within = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, key === 'if' ? value : changed(value)]),
  )
  const isText = within['type'] === 'string' && RULES.some((rule) => Object.hasOwn(within, rule))
  if (!isText) return within
  const { description, title, ...rules } = within
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    anyOf: [rules, REFERENCE],
  }
}
