import { describe, expect, test } from 'vitest'
import { converted } from './converted.js'

describe('dates', () => {
  test.each([
    ['2003-03-31', '', '2003-03-31'],
    ['2003-03-31 10:11:12', '', '2003-03-31'],
    ['2003-02-29', '', '1205 Invalid date format or value [YYYY-MM-DD]'],
    ['2004-02-29', '', '2004-02-29'],
    ['2003-3-31', '', '1205 Invalid Date Format - length must be 10 or more'],
    ['31.03.2003', "dateformat 'DD.MM.YYYY'", '2003-03-31'],
    ['03/31/03', "dateformat as 'MM/DD/YY'", '2003-03-31'],
    ['03/31/70', "dateformat as 'MM/DD/YY'", '1970-03-31'],
    ['March 31, 2003', "dateformat 'MON DD, YYYY'", '2003-03-31'],
    ['Jan-01-1999', "dateformat 'MON-DD-YYYY'", '1999-01-01'],
    ['00/00/00', "dateformat 'MM/DD/YY'", '1205 Invalid date format or value [MM/DD/YY]'],
    ['00/00/00', "dateformat 'YYYY-MM-DD' acceptanydate", null],
    ['2003-03-31', "dateformat 'YYYY-YYYY'", '1205 Invalid date format or value [YYYY-YYYY]'],
    ['J2451187', "dateformat 'auto'", '1999-01-08'],
    ['Jan-08-95 BC', "dateformat 'auto'", '0095-01-08 BC'],
    ['1996.008', "dateformat 'auto'", '1996-01-08'],
    ['01/08/1999', "dateformat 'auto'", '1999-01-08'],
    ['8 January 1999', "dateformat 'auto'", '1999-01-08'],
    ['19990108', "dateformat 'auto'", '1999-01-08'],
    ['2019-02-11T05:09:12.195Z', "dateformat 'auto'", '2019-02-11'],
    ['', '', null],
  ])('%s %s', (text, parameters, value) => {
    expect(converted('date', text, parameters)).toBe(value)
  })
})

describe('timestamps', () => {
  test.each([
    ['2003-03-31 10:11:12', '', '2003-03-31 10:11:12'],
    ['2003-03-31 10:11:12.123456', '', '2003-03-31 10:11:12.123456'],
    ['2003-03-31 10:11:12.1234567', '', '2003-03-31 10:11:12.123456'],
    ['2003-03-31 10:11:12+05', '', '2003-03-31 10:11:12'],
    ['2003-03-31T10:11:12Z', '', '1206 Invalid timestamp format or value [YYYY-MM-DD HH:MI:SS]'],
    ['2003-03-31 25:11:12', '', '1206 Invalid timestamp format or value [YYYY-MM-DD HH:MI:SS]'],
    ['00/00/00 00:00:00', 'acceptanydate', null],
    ['03/31/2003 08:05 PM', "timeformat 'MM/DD/YYYY HH12:MI PM'", '2003-03-31 20:05:00'],
    ['03/31/2003 12:05 AM', "timeformat 'MM/DD/YYYY HH:MI AM'", '2003-03-31 00:05:00'],
    ['31.03.03 20:05:06', "timeformat 'DD.MM.YY HH24:MI:SS'", '2003-03-31 20:05:06'],
    ['2019-02-11T05:09:12.195Z', "timeformat 'auto'", '2019-02-11T05:09:12.195Z'],
    ['2019-02-11T05:09:12.195', "timeformat 'auto'", '2019-02-11T05:09:12.195'],
    ['19960108 040809', "timeformat 'auto'", '1996-01-08 04:08:09'],
    ['960108 040809', "timeformat 'auto'", '1996-01-08 04:08:09'],
    ['17 Dec 07:37:16 1997 PST', "timeformat 'auto'", '1997-12-17 07:37:16'],
    ['12/17/1997 07:37:16.00 PST', "timeformat 'auto'", '1997-12-17 07:37:16.00'],
    ['1997-12-17 07:37:16-08', "timeformat 'auto'", '1997-12-17 07:37:16'],
    ['12.17.1997 07:37:16.00 PST', "timeformat 'auto'", '1997-12-17 07:37:16.00'],
    ['17.12.1997 07:37:16.00 PST', "timeformat 'auto'", '1997-12-17 07:37:16.00'],
    ['Wed Dec 17 1997 07:37:16', "timeformat 'auto'", '1997-12-17 07:37:16'],
    ['J2345678 04:05:06.789', "timeformat 'auto'", '1710-02-23 04:05:06.789'],
    ['1997-12-17', "timeformat 'auto'", '1997-12-17 00:00:00'],
    ['1997-12-17 7:37 PM', "timeformat 'auto'", '1997-12-17 19:37:00'],
    ['1997-12-17 07:37:16+99', "timeformat 'auto'", '1206 Invalid timestamp format or value [auto]'],
    ['17 Dec 1997 07:37:16+99', "timeformat 'auto'", '1206 Invalid timestamp format or value [auto]'],
    ['1234567890', "timeformat 'auto'", '1206 Invalid timestamp format or value [auto]'],
    ['1234567890', "timeformat 'epochsecs'", '2009-02-13 23:31:30'],
    ['1234567890.5', "timeformat 'epochsecs'", '2009-02-13 23:31:30.5'],
    ['1234567890123', "timeformat 'epochmillisecs'", '2009-02-13 23:31:30.123'],
    ['-1', "timeformat 'epochmillisecs'", '1969-12-31 23:59:59.999'],
    ['2009-02-13', "timeformat 'epochsecs'", '1206 Invalid timestamp format or value [epochsecs]'],
    ['999999999999999', "timeformat 'epochsecs'", '1206 Invalid timestamp format or value [epochsecs]'],
    ['1234567890', "timeformat 'EPOCHSECS'", '1206 Invalid timestamp format or value [EPOCHSECS]'],
    ['', '', null],
  ])('%s %s', (text, parameters, value) => {
    expect(converted('timestamp', text, parameters)).toBe(value)
  })

  test.each([
    ['2003-03-31 10:11:12', '', '2003-03-31 10:11:12+00'],
    ['2003-03-31 10:11:12-8:00', '', '2003-03-31 10:11:12-08:00'],
    ['2003-03-31 10:11:12+0530', '', '2003-03-31 10:11:12+05:30'],
    ['17 Dec 07:37:16 1997 PST', "timeformat 'auto'", '1997-12-17 07:37:16-08'],
    ['2019-02-11T05:09:12.195Z', "timeformat 'auto'", '2019-02-11T05:09:12.195Z'],
    ['1997-12-17 07:37:16 America/New_York', "timeformat 'auto'", '1997-12-17 07:37:16 America/New_York'],
    [
      '1997-12-17 07:37:16 Nowhere/Atall',
      "timeformat 'auto'",
      '1206 Invalid timestamp format or value [auto]',
    ],
    ['1234567890', "timeformat 'epochsecs'", '2009-02-13 23:31:30+00'],
  ])('with a zone: %s %s', (text, parameters, value) => {
    expect(converted('timestamptz', text, parameters)).toBe(value)
  })

  test.each([
    ['time', '04:05:06.789', '04:05:06.789'],
    ['time', '04:05', '04:05:00'],
    ['time', '04:05 PM', '16:05:00'],
    ['time', '04:05:06+02', '04:05:06'],
    ['time', '25:00', '1206 Invalid time format or value [HH:MI:SS]'],
    ['timetz', '04:05:06', '04:05:06+00'],
    ['timetz', '04:05:06 PST', '04:05:06-08'],
  ])('%s of %s', (type, text, value) => {
    expect(converted(type, text)).toBe(value)
  })
})
