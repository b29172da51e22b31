/** A copy of a text that was cut from a far longer one, which would be held for its sake. */
export function detached(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string
}
