/**
 * Returns what a user wrote as one text that differs if anything does that is no secret: plugins
 * that are given themselves stand there by their names.
 */
export function definitionOf(written: unknown, secrets: readonly string[]): string {
  return JSON.stringify(written, (_, value: unknown) => {
    if (typeof value === 'string') return secrets.includes(value) ? undefined : value
    if (typeof value === 'bigint') return String(value)
    return isPlugin(value) ? value.name : value
  })
}

function isPlugin(value: unknown): value is { readonly name: string } {
  return typeof value === 'object' && value !== null && 'create' in value && 'name' in value
}
