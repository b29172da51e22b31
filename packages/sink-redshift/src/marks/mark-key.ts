const LOWEST = '\u0001'

/**
 * A mark's key as its table holds it. For Redshift, texts that differ only in
 * trailing blanks are equal
 * (https://docs.aws.amazon.com/redshift/latest/dg/r_Examples_with_character_types.html),
 * so `a` would hide `a `: U+0001 is added to a key that ends in a blank. It is the
 * lowest character that is possible, which keeps the order.
 */
export function storedKey(key: string): string {
  return endsInBlank(key) ? key + LOWEST : key
}

/** The key that {@link storedKey} stored. */
export function originalKey(stored: string): string {
  return stored.endsWith(LOWEST) && endsInBlank(stored) ? stored.slice(0, -1) : stored
}

// A key may itself end in a blank and U+0001: it gets one more.
function endsInBlank(text: string): boolean {
  let end = text.length
  while (text[end - 1] === LOWEST) end--
  return text[end - 1] === ' '
}
