import { RedshiftError } from '../../redshift-error.js'
import { onEarth } from '../../spatial/geography-functions.js'
import { readBinary, writeBinary } from '../../spatial/well-known-binary.js'
import { FAULT_CODE } from '../reports/load-error.js'
import type { Convert } from './convert.js'

/** Converts EWKB in hexadecimal digits to GEOMETRY. https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-spatial-data.html */
export const geometryFrom: Convert = (text) => converted(() => writeBinary(readBinary(text)))

/** Converts EWKB in hexadecimal digits to GEOGRAPHY. https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-spatial-data.html */
export const geographyFrom: Convert = (text) => converted(() => writeBinary(onEarth(readBinary(text))))

function converted(read: () => string): ReturnType<Convert> {
  try {
    return read()
  } catch (error) {
    if (error instanceof RedshiftError) return { code: FAULT_CODE.dataType, reason: error.message }
    throw error
  }
}
