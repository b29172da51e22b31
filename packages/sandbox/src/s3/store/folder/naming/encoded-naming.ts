import type { KeyNaming } from './key-naming.js'

/** A name is cut once it has so many characters, so that none exceeds the 255 of common file systems. */
const CUT_AT = 200

/** Ends the name of a folder whose part of the key ends in a slash. */
const SLASH = '+'

/** Ends the name of a folder whose part of the key was cut, and is the name of a file without a part of its own. */
const CUT = '~'

/**
 * Every key has a path, and no two keys one that an operating system takes for the same. All but lower-case
 * letters, digits, `_`, `-` and inner dots is percent-encoded; a folder's name has an ending that no file's has.
 */
export const encodedNaming: KeyNaming = {
  path(key) {
    const names: string[] = []
    let name = ''
    for (const char of key) {
      if (char === '/') {
        names.push(name + SLASH)
        name = ''
        continue
      }
      name += encoded(char, name === '')
      if (name.length >= CUT_AT) {
        names.push(name + CUT)
        name = ''
      }
    }
    names.push(name || CUT)
    return names
  },
  part(name, isFolder) {
    try {
      if (!isFolder) return name === CUT ? '' : decodeURIComponent(name)
      if (name.endsWith(SLASH)) return `${decodeURIComponent(name.slice(0, -1))}/`
      return name.endsWith(CUT) ? decodeURIComponent(name.slice(0, -1)) : undefined
    } catch {
      return undefined
    }
  },
}

function encoded(char: string, isFirst: boolean): string {
  if (/[a-z\d_-]/.test(char) || (char === '.' && !isFirst)) return char
  return Buffer.from(char).toString('hex').replace(/../g, '%$&')
}
