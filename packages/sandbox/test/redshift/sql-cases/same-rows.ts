const NUMBER = /^-?[\d.]+(e[-+]?\d+)?$/i

/**
 * Whether two texts of rows are the same: numbers that are not whole up to the last of 13 digits, as AWS's
 * pages round them, and JSON whatever its blanks.
 */
export function sameRows(shown: string, expected: string): boolean {
  const [a, b] = [shown, expected].map((text) => text.split('; ').map((row) => row.split('|')))
  return a!.length === b!.length && a!.every((row, i) => sameRow(row, b![i] ?? []))
}

function sameRow(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, i) => sameValue(value, b[i] ?? ''))
}

function sameValue(a: string, b: string): boolean {
  if (a === b) return true
  if (/^[[{]/.test(a)) return a.replaceAll(/\s/g, '') === b.replaceAll(/\s/g, '')
  const whole = /^\d+$/.test(a) && /^\d+$/.test(b)
  if (whole || !NUMBER.test(a) || !NUMBER.test(b)) return false
  return Math.abs(Number(a) - Number(b)) <= 1e-13 * Math.max(1, Math.abs(Number(a)))
}
