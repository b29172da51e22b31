import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { S3Error } from './s3-error.js'

/** An element of a request: its text, or its children by name. */
export type XmlElement = string | { readonly [name: string]: XmlElement | readonly XmlElement[] }

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: false,
  // The parser drops references to control characters, so that a request would name another key than it says.
  processEntities: false,
  cdataPropName: '#cdata',
})

/** The content of the root element of `text`; throws MalformedXML if that is not `root`. */
export function parseXml(text: string, root: string): XmlElement {
  if (XMLValidator.validate(text) !== true) throw new S3Error('MalformedXML')
  const content = (parser.parse(text) as Record<string, XmlElement>)[root]
  if (content === undefined) throw new S3Error('MalformedXML')
  return content
}

/** The elements called `name` in `parent`. */
export function childrenOf(parent: XmlElement, name: string): readonly XmlElement[] {
  const found = typeof parent === 'string' ? undefined : parent[name]
  if (found === undefined) return []
  return Array.isArray(found) ? (found as readonly XmlElement[]) : [found as XmlElement]
}

/** The text of the one element called `name` in `parent`; undefined if there is none. */
export function textOf(parent: XmlElement, name: string): string | undefined {
  const [first, ...more] = childrenOf(parent, name)
  if (first === undefined) return undefined
  if (more.length > 0 || typeof first !== 'string') throw new S3Error('MalformedXML')
  return first.replace(/&([^;]*);?/g, (_, reference: string) => unescaped(reference))
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(reference: string): string {
  const number = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(reference)
  const point = number?.[1] ? Number.parseInt(number[1], 16) : Number(number?.[2])
  const isChar = point <= 0xd7ff || (point >= 0xe000 && point <= 0x10ffff)
  const char = number && isChar ? String.fromCodePoint(point) : NAMED[reference]
  if (char === undefined) throw new S3Error('MalformedXML')
  return char
}
