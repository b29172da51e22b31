const SIZE = new Intl.NumberFormat('en-US', {
  notation: 'compact',
  style: 'unit',
  unit: 'byte',
  unitDisplay: 'narrow',
  maximumFractionDigits: 1,
})

/** Returns bytes as they are read, such as `1.2MB`. */
export function inBytes(number: number): string {
  return SIZE.format(number)
}

/** Returns a time as it is read, such as `2026-11-28 06:00 UTC`. */
export function inMinutes(iso: string): string {
  return `${iso.slice(0, 'yyyy-mm-dd'.length)} ${iso.slice('yyyy-mm-ddT'.length, 'yyyy-mm-ddThh:mm'.length)} UTC`
}
