import { InvalidArgumentError } from 'commander'

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** The milliseconds that an option of the command line gives, such as `90s`, `15m`, `2h` or `1d`. */
export function parseDuration(value: string): number {
  const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(value) ?? []
  if (!Number(amount)) throw new InvalidArgumentError('Write a number from 1, and s, m, h or d, such as 2h.')
  return Number(amount) * UNITS[unit as keyof typeof UNITS]
}
