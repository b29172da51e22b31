/** A statement of SQL as it is shown, its other lines behind `indent`. */
export function describeStatement(text: string, indent: string): string {
  return `${text.trim().replaceAll('\n', `\n${indent}`)};`
}
