import { RedshiftError } from '../../redshift-error.js'
import { readBinary, writeBinary } from '../../spatial/well-known-binary.js'
import { FAULT_CODE } from '../reports/load-error.js'
import type { Convert } from './convert.js'

/** Converts EWKB in hexadecimal digits to GEOMETRY. https://docs.aws.amazon.com/redshift/latest/dg/copy-usage_notes-spatial-data.html */
export const geometryFrom: Convert = (text) => {
  try {
    return writeBinary(readBinary(text))
  } catch (error) {
    if (error instanceof RedshiftError) return { code: FAULT_CODE.dataType, reason: error.message }
    throw error
  }
}
