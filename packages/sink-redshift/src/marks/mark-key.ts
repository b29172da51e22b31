const LOWEST = '\u0001'

/**
 * How a mark's key stands in its table. To Redshift, texts that differ only in
 * trailing blanks are equal
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_Examples_with_character_types.html),
 * so that of `a` and `a ` one would hide the other: a key that ends in a blank has
 * U+0001 put behind it, the lowest character there can be, which keeps the order.
 */
export function storedKey(key: string): string {
  return endsInBlank(key) ? key + LOWEST : key
}

/** The key that {@link storedKey} stored. */
export function originalKey(stored: string): string {
  return stored.endsWith(LOWEST) && endsInBlank(stored) ? stored.slice(0, -1) : stored
}

// A key that itself ends so must not be taken for a stored one.
function endsInBlank(text: string): boolean {
  let end = text.length
  while (text[end - 1] === LOWEST) end--
  return text[end - 1] === ' '
}
