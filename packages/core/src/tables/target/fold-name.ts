/** The longest name, in bytes: as many as the warehouse keeps that the words of targets come from (https://docs.aws.amazon.com/redshift/latest/dg/r_names.html). */
export const MAX_NAME_BYTES = 127

/** Returns `given` as targets have names: in lower case, and cut at 127 bytes. */
export function foldName(given: string): string {
  const name = given.toLowerCase()
  const bytes = Buffer.from(name)
  if (bytes.length <= MAX_NAME_BYTES) return name
  let end = MAX_NAME_BYTES
  while ((bytes[end]! & 0xc0) === 0x80) end--
  return bytes.toString('utf8', 0, end)
}
