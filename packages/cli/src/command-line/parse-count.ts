import { InvalidArgumentError } from 'commander'

/** The number that an option of the command line gives. */
export function parseCount(value: string): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) throw new InvalidArgumentError('Write a number, from 1.')
  return Number(value)
}

/** The number that an option of the command line gives, if that may be 0. */
export function parseCountOrNone(value: string): number {
  if (!/^\d{1,7}$/.test(value)) throw new InvalidArgumentError('Write a number, from 0.')
  return Number(value)
}
