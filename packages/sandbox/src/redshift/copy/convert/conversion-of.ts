import { FAULT_CODE } from '../reports/load-error.js'
import type { CopyConversions } from '../statement/copy-statement.js'
import type { CopyColumn } from '../statement/copy-table.js'
import { typeName } from '../statement/type-name.js'
import { trim } from '../text/blanks.js'
import { booleanFrom } from './boolean.js'
import { charFrom, varcharFrom } from './character.js'
import type { Convert } from './convert.js'
import { dateFrom } from './date.js'
import { decimalFrom } from './decimal.js'
import { floatFrom } from './floating-point.js'
import { geographyFrom, geometryFrom } from './geometry.js'
import { intervalFrom } from './interval.js'
import { sketchFrom } from './sketch.js'
import { superFrom } from './super.js'
import { timeFrom } from './time.js'
import { timestampFrom } from './timestamp.js'
import { varbyteFrom } from './varbyte.js'
import { wholeNumberFrom } from './whole-number.js'

/** How fields of `column` are converted. */
export function conversionOf(column: CopyColumn, options: CopyConversions): Convert {
  const type = typeName(column.type)
  if (type === 'char') return charFrom(column.length ?? 1, options)
  if (type === 'varchar') return varcharFrom(column.length ?? 256, options)
  const convert = plainConversionOf(type, column, options)
  // https://docs.aws.amazon.com/redshift/latest/dg/copy-parameters-data-conversion.html: blank is NULL for these.
  return (text) => {
    const first = text.charCodeAt(0)
    const last = text.charCodeAt(text.length - 1)
    if (first > 0x20 && last > 0x20) return convert(text)
    const trimmed = trim(text)
    return trimmed === '' ? null : convert(trimmed)
  }
}

function plainConversionOf(type: string, column: CopyColumn, options: CopyConversions): Convert {
  switch (type) {
    case 'int2':
    case 'int4':
    case 'int8':
      return wholeNumberFrom(type)
    case 'numeric':
      return decimalFrom(column.precision ?? 18, column.scale ?? 0, options.roundDecimals)
    case 'float4':
    case 'float8':
      return floatFrom(type)
    case 'bool':
      return booleanFrom
    case 'date':
      return dateFrom(options)
    case 'time':
    case 'timetz':
      return timeFrom(type)
    case 'timestamp':
    case 'timestamptz':
      return timestampFrom(type, options)
    case 'interval':
      return intervalFrom
    case 'super':
      return superFrom(column.length ?? 65_535)
    case 'hllsketch':
      return sketchFrom
    case 'geometry':
      return geometryFrom
    case 'geography':
      return geographyFrom
    case 'varbyte':
      return varbyteFrom(column.length ?? 64_000)
    default:
      return () => ({
        code: FAULT_CODE.dataType,
        reason: `COPY into a column of type ${column.type} is not supported`,
      })
  }
}
