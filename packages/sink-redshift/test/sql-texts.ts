import fc from 'fast-check'

/** Pieces that a splitter may be misled by, each whole in itself. */
const LITERALS = fc.oneof(
  fc.constantFrom(`';'`, `';--'`, `'/*'`, `'it''s;'`, String.raw`'\';'`, String.raw`'\\'`, `''`),
  fc.constantFrom('$$;$$', `$$it's; $$`, `$tag$;$$;$tag$`, `$_$ ' $_$`, '1', 'null'),
)

const NAMES = fc.constantFrom('"a;b"', '"a""b;"', '"--"', `"it's"`, 'plain', 'a$b', '"/*"')

/** What may stand between tokens; a comment up to the end of the line takes that with it. */
const BLANKS = fc.constantFrom(
  ' ',
  '\n',
  '\t',
  ' /* ; */ ',
  ' /* a /* ; */ b */ ',
  ` -- it's; \n`,
  ' --"\r\n',
)

/** SELECTs that Redshift runs, with strings, names and comments that hold what elsewhere would end a statement. */
export const statementTexts: fc.Arbitrary<string> = fc
  .array(fc.tuple(BLANKS, LITERALS, BLANKS, NAMES), { minLength: 1, maxLength: 4 })
  .map(
    (columns) => `select${columns.map(([a, literal, b, name]) => `${a}${literal}${b}as ${name}`).join(',')}`,
  )

/** Texts of no meaning, in which quotes and comments begin and often have no end. */
export const scraps: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      `'`,
      `"`,
      ';',
      '$',
      '$$',
      '$1',
      '$a$',
      '/*',
      '*/',
      '--',
      '\n',
      '\r',
      '\\',
      ' ',
      'e',
      'a',
      '1',
      '{',
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''))
