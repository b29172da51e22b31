/** JSON of a value, as it stands in a document: text, or bytes where text cannot say it. */
export type Json = string | Buffer

/** What a column of some type takes, and what it does not. */
export interface Misfits {
  readonly fits: readonly Json[]
  /** By what is wrong with it. */
  readonly misfits: Readonly<Record<string, Json>>
}

const ARRAY = { 'an array': '[1,2]' }
const NO_SCALAR = { 'an object': '{"a":1}', ...ARRAY }
const NO_NUMBER = {
  ...NO_SCALAR,
  text: '"x"',
  'true or false': 'true',
  'two numbers': '"1 2"',
  'digits of another script': '"\u0661"',
  'a thousands separator': '"1,000"',
  'nothing but a blank': '" "',
  'empty text': '""',
  'the NUL character': '"1\\u0000"',
  'half a surrogate': '"\\ud800"',
}
const NO_INTEGER = {
  ...NO_NUMBER,
  'a fraction': '1.5',
  'a point': '1.0',
  'an exponent': '1e2',
  'hexadecimal digits': '"0x10"',
}
const NO_TIME_AT_ALL = {
  ...NO_SCALAR,
  words: '"noon"',
  'true or false': 'true',
  'empty text': '""',
  'the NUL character': '"2018-02-07\\u0000"',
  'half a surrogate': '"\\ud800"',
}
const NO_MOMENT = {
  ...NO_TIME_AT_ALL,
  'a day that is not': '"2018-02-30 10:11:12"',
  'a month that is not': '"2018-13-01 10:11:12"',
  'an hour that is not': '"2018-02-07 25:00:00"',
  'a minute that is not': '"2018-02-07 10:60:00"',
  'seconds since 1970': '1518000000',
  'a zone that is not': '"2018-02-07 10:11:12 Mars/Base"',
}
const NO_CLOCK = {
  ...NO_TIME_AT_ALL,
  'an hour that is not': '"25:00"',
  'a minute that is not': '"10:60"',
  'a number': '36000',
  'a zone that is not': '"10:11:12 Mars/Base"',
}
const BYTES = Buffer.from([0x22, 0xff, 0x22])

/** Each type of column, and values around what it takes. */
export const MISFITS: Readonly<Record<string, Misfits>> = {
  smallint: {
    fits: ['-32768', '32767', '"12"', '"+1"', '" 5 "'],
    misfits: { ...NO_INTEGER, 'too large': '32768', 'too small': '-32769' },
  },
  integer: {
    fits: ['-2147483648', '2147483647', '"12"'],
    misfits: { ...NO_INTEGER, 'too large': '2147483648', 'too small': '-2147483649' },
  },
  bigint: {
    fits: ['-9223372036854775808', '9223372036854775807', '"12"'],
    misfits: { ...NO_INTEGER, 'too large': '9223372036854775808', 'too small': '-9223372036854775809' },
  },
  'decimal(4,2)': {
    fits: ['-99.99', '99.999', '1e1', '"12.3"', '0.5e1'],
    misfits: {
      ...NO_NUMBER,
      'too many digits before the point': '123.4',
      'too many digits by its exponent': '1e2',
      'two points': '"1.2.3"',
    },
  },
  real: {
    fits: ['1.5', '-3.4e38', '1e-50', '"NaN"'],
    misfits: { ...NO_NUMBER, 'too large': '1e39', 'too small': '-1e39' },
  },
  'double precision': {
    fits: ['1.5', '-1.7e308', '1e-400', '"NaN"'],
    misfits: { ...NO_NUMBER, 'too large': '1e309', 'too small': '-1e309' },
  },
  boolean: {
    fits: ['true', 'false', '1', '0', '"yes"', '"N"', '"T"'],
    misfits: {
      ...NO_SCALAR,
      'a word that is neither': '"maybe"',
      'a number that is neither': '2',
      'empty text': '""',
      'the NUL character': '"t\\u0000"',
      'half a surrogate': '"\\ud800"',
    },
  },
  'char(2)': {
    fits: ['"ab"', '"ab   "', '""', '12'],
    misfits: {
      ...NO_SCALAR,
      'too long': '"abc"',
      'a number that is too long': '123',
      'more than one byte a character': '"é"',
      'the NUL character': '"\\u0000"',
      'half a surrogate': '"\\ud800"',
      'bytes that are no UTF-8': BYTES,
    },
  },
  'varchar(3)': {
    fits: ['"abc"', '"é"', '"ab   "', '""', '1.5', '[1]'],
    misfits: {
      'an object': '{"a":1}',
      'an array': '[1,2]',
      'too long': '"abcd"',
      'too many bytes': '"éé"',
      'a number that is too long': '1234',
      'a boolean that is too long': 'true',
      'the NUL character': '"\\u0000"',
      'half a surrogate': '"\\ud800"',
      'bytes that are no UTF-8': BYTES,
    },
  },
  date: {
    fits: ['"2018-02-07"', '"2018-02-07 10:11:12"', '"12/31/2018"', '20180207'],
    misfits: {
      ...NO_TIME_AT_ALL,
      'a day that is not': '"2018-02-30"',
      'a month that is not': '"2018-13-01"',
      'seconds since 1970': '1518000000',
    },
  },
  time: { fits: ['"10:11"', '"10:11:12.5"', '"10:11 PM"'], misfits: NO_CLOCK },
  timetz: { fits: ['"10:11"', '"10:11:12+02"', '"10:11:12 UTC"'], misfits: NO_CLOCK },
  timestamp: {
    fits: ['"2018-02-07 10:11:12"', '"2018-02-07T10:11:12Z"', '"2018-02-07"'],
    misfits: NO_MOMENT,
  },
  timestamptz: {
    fits: ['"2018-02-07 10:11:12+01"', '"2018-02-07T10:11:12Z"', '"2018-02-07"'],
    misfits: NO_MOMENT,
  },
  super: {
    fits: ['1', '"x"', 'true', '[1,{"a":null}]', '{"a":{"b":1},"c":{"b":1}}', '""'],
    misfits: {
      'a name twice': '{"a":1,"a":2}',
      'a name twice, further in': '[{"a":{"b":1,"b":2}}]',
      'the NUL character': '["\\u0000"]',
      'half a surrogate': '["\\ud800"]',
      'bytes that are no UTF-8': BYTES,
      'a number that is too large': '[1e400]',
      'a number that is too small': '[1e-400]',
      'too many levels': `${'['.repeat(1001)}${']'.repeat(1001)}`,
    },
  },
  'varbyte(2)': {
    fits: ['"00ff"', '"FF"', '12'],
    misfits: {
      ...NO_SCALAR,
      'a letter that is no digit': '"0g"',
      'half a byte': '"0"',
      // As many as no VARBYTE may have: the sandbox does not keep the length of a column.
      'too many bytes': `"${'00'.repeat(64_001)}"`,
      'true or false': 'true',
      'empty text': '""',
      'the NUL character': '"\\u0000"',
      'half a surrogate': '"\\ud800"',
    },
  },
}

/** Values that are not there, or not where they are looked for: by what is wrong, as the members of a document, of one that fits. */
export const MISSING: Readonly<
  Record<string, (name: string, good: Json) => Readonly<Record<string, Json | undefined>>>
> = {
  'null where there must be a value': (name) => ({ [name]: 'null' }),
  'no member where there must be a value': (name) => ({ [name]: undefined }),
  'an array without the element': (name, good) => ({ [`all_${name}`]: `[${String(good)}]` }),
  'null in the place of an array': (name) => ({ [`all_${name}`]: 'null' }),
  'an object in the place of an array': (name, good) => ({ [`all_${name}`]: `{"1":${String(good)}}` }),
}

/** Lines that are no document that could be loaded, by what is wrong with them; each is made of a good one. */
export const WRONG_DOCUMENTS: Readonly<Record<string, (good: string) => string>> = {
  'a scalar in the place of an object': (good) => good.replace('{', '{"inner":7,'),
  'an array in the place of an object': (good) => good.replace('{', '{"inner":[7],'),
  'an array in the place of the document': (good) => `[${good}]`,
  'a document that is not closed': (good) => good.slice(0, -1),
  'a comma too many': (good) => `${good.slice(0, -1)},}`,
  'no colon': (good) => good.replace(':', ' '),
  'single quotes': (good) => good.replaceAll('"', "'"),
  'a word that is none': (good) => good.replace('{', '{"other":None,'),
  'a number that is none': (good) => good.replace('{', '{"other":01,'),
  'an escape that is none': (good) => good.replace('{', String.raw`{"other":"\x41",`),
  'a line feed within a string': (good) => good.replace('{', '{"other":"\n",'),
  'text between documents': () => 'and so on',
  'more than 4 MB': (good) => good.replace('{', `{"other":"${'x'.repeat(4_200_000)}",`),
}
