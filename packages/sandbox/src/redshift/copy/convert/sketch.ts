import { FAULT_CODE } from '../reports/load-error.js'
import type { Convert } from './convert.js'

/** A sparse sketch without blanks: as many indices as values. */
const SKETCH = /^\{"logm":15,"sparse":\{"indices":\[([\d,]*)\],"values":\[([\d,]*)\]\}\}$/

/** Converts the JSON of a sparse sketch to HLLSKETCH. https://docs.aws.amazon.com/redshift/latest/dg/r_HLLSKTECH_type.html */
export const sketchFrom: Convert = (text) => {
  const json = text.replaceAll(/\s/g, '')
  const [, indices, values] = SKETCH.exec(json) ?? []
  if (indices?.split(',').length === values?.split(',').length && indices !== undefined) return json
  return { code: FAULT_CODE.dataType, reason: 'Invalid sparse HLLSKETCH: other forms are not supported' }
}
