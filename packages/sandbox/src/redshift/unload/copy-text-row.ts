import type { UnloadRow } from './row-format.js'

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** The values of a line that PostgreSQL's COPY writes in text format. */
export function copyTextRow(line: Buffer): UnloadRow {
  const end = line.at(-1) === 0x0a ? line.length - 1 : line.length
  const text = line.toString('utf8', 0, end)
  const escaped = text.includes('\\')
  return text.split('\t').map((field) => {
    if (!escaped) return field
    if (field === String.raw`\N`) return null
    return field.replaceAll(/\\(.)/gs, (_, character: string) => ESCAPES[character] ?? character)
  })
}
