/** Returns the text that XML writes with entities for some characters; undefined if one of them is none that S3 writes. */
export function textOf(written: string): string | undefined {
  if (!written.includes('&')) return written
  let isKnown = true
  const text = written.replace(ENTITY, (_, name?: string, hex?: string, decimal?: string) => {
    const character = name === undefined ? numbered(hex, decimal) : NAMED.get(name)
    isKnown &&= character !== undefined
    return character ?? ''
  })
  return isKnown ? text : undefined
}

const ENTITY = /&(?:(\w+);|#x([\dA-Fa-f]{1,6});|#(\d{1,7});|)/g

const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

function numbered(hex: string | undefined, decimal: string | undefined): string | undefined {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
  return isCharacter(code) ? String.fromCodePoint(code) : undefined
}

function isCharacter(code: number): boolean {
  return code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
}
