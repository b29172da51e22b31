/** An element's content: text, elements by name, one element for each item, or nothing at all. */
type XmlContent = string | number | boolean | Date | undefined | XmlElements | readonly XmlContent[]

/** Elements by name, in the order they are written; a name may have attributes after a blank. */
export interface XmlElements {
  readonly [name: string]: XmlContent
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** A whole document in S3's namespace. */
export function xmlDocument(root: string, content: XmlContent): string {
  const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/'
  return `${DECLARATION}<${root} xmlns="${namespace}">${written(content)}</${root}>`
}

/** A whole document without a namespace, as errors have it. */
export function plainXmlDocument(root: string, content: XmlElements): string {
  return `${DECLARATION}<${root}>${written(content)}</${root}>`
}

function written(content: XmlContent): string {
  if (content === undefined) return ''
  if (typeof content === 'string') return escaped(content)
  if (content instanceof Date) return content.toISOString()
  if (typeof content !== 'object') return String(content)
  let text = ''
  for (const [name, value] of Object.entries(content as XmlElements)) {
    for (const item of Array.isArray(value) ? (value as readonly XmlContent[]) : [value]) {
      if (item !== undefined) text += `<${name}>${written(item)}</${name.split(' ')[0]}>`
    }
  }
  return text
}

const SPECIAL = /[&<>"]|\p{Cc}/gu
const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(SPECIAL, (char) => NAMED[char] ?? `&#${char.charCodeAt(0)};`)
}
