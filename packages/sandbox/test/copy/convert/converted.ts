import { conversionOf } from '../../../src/redshift/copy/convert/conversion-of.js'
import { tableOf } from '../load.js'
import { parsed } from '../parsed.js'

/** What becomes of `text` in a column of `type`: PostgreSQL's COPY text, null, or `code reason`. */
export function converted(type: string, text: string, parameters = ''): string | null {
  const [column] = tableOf(`c ${type}`).columns
  if (column === undefined) throw new Error(`no column in ${type}`)
  const { conversions } = parsed(`copy t from 's3://b/d' iam_role default ${parameters}`)
  const result = conversionOf(column, conversions)(Buffer.from(text, 'utf8').toString('latin1'))
  if (typeof result === 'string') return Buffer.from(result, 'latin1').toString('utf8')
  return result === null ? null : `${result.code} ${Buffer.from(result.reason, 'latin1').toString('utf8')}`
}
