const LENGTH = 80

/** The beginning of a statement, for a message to tell it by; without what stands in quotes, which may be a secret. */
export function excerpt(text: string): string {
  const plain = text
    .replaceAll(/'(?:[^'\\]|\\[^])*'?/g, "'…'")
    .replaceAll(/\s+/g, ' ')
    .trim()
  return plain.length > LENGTH ? `${plain.slice(0, LENGTH)}…` : plain
}
