import { FAULT_CODE } from '../reports/load-error.js'
import type { Convert } from './convert.js'

const NUMBER = String.raw`[+-]?\d+(?:\.\d*)?`
const UNIT = '(?:years?|yrs?|y|mon(?:th)?s?|weeks?|w|days?|d|hours?|hrs?|h|min(?:ute)?s?|m|sec(?:ond)?s?|s)'
const CLOCK = String.raw`[+-]?\d+:\d{1,2}(?::\d{1,2}(?:\.\d*)?)?`

/** Years and months, a number alone, or numbers with their units, days, hours, minutes and seconds. */
const INTERVAL = new RegExp(
  String.raw`^(?=.*\d)(?:[+-]?\d+-\d{1,2}|(?:${NUMBER}\s*${UNIT}\b[\s,]*)*(?:${NUMBER}\s+)?(?:${CLOCK})?|${NUMBER})(?:\s*ago)?$`,
  'i',
)

/** Converts to INTERVAL. https://docs.aws.amazon.com/redshift/latest/dg/r_interval_data_types.html */
export const intervalFrom: Convert = (text) =>
  INTERVAL.test(text) ? text : { code: FAULT_CODE.dataType, reason: 'Invalid interval' }
