import { CORE_SCHEMA, load, Type } from 'js-yaml'

// The parser's default has times as well, and makes a Date of 2018-02-31: one in March.
const MERGE = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (key) => key === '<<' })
const SCHEMA = CORE_SCHEMA.extend({ implicit: [MERGE] })

/** What a YAML text says; a day is text, with or without quotes. Throws the parser's own error, which has `reason` and `mark`. */
export function loadYaml(text: string): unknown {
  return load(text, { schema: SCHEMA })
}
