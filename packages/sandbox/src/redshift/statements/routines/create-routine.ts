import { RedshiftError } from '../../redshift-error.js'
import { splitStatements, type Statement } from '../../sql/tokens/split-statements.js'
import { syntaxError } from '../../sql/tokens/syntax-error.js'
import { postgresSetting } from '../../sql/commands/settings-rule.js'
import type { Token } from '../../sql/tokens/tokens.js'
import type { Translation } from '../../sql/translation/translation.js'
import { parse } from '../../sql/tree/grammar.js'
import { as } from '../../sql/tree/nodes.js'
import { quoteLiteral } from '../../sql/writing/literals.js'
import { quoteName } from '../../sql/writing/names.js'
import { postgresType } from '../../sql/writing/declared-type.js'
import { procedureBody } from './procedure-body.js'
import { inOrder, readRoutine, type Argument, type Routine, type Write } from './routine.js'

/** A CREATE PROCEDURE or CREATE FUNCTION in PostgreSQL's words, its body as well; undefined for all others. */
export function createRoutine(statement: Statement, write: Write): Translation | undefined {
  const routine = readRoutine(statement)
  if (!routine) return undefined
  const body = routine.kind === 'procedure' ? procedure(routine, write) : sqlFunction(routine, write)
  const head = [
    words(routine.head),
    `(${declared(routine.args)})`,
    postgresType(settingClauses(routine)),
  ].join(' ')
  return async (catalog) => `${head} as ${quoteLiteral((await body(catalog)) + asWritten(routine))}`
}

/** The body as it was written, in a comment, for what shows it: `redshift.prosrc` reads it. */
function asWritten({ body, nonatomic }: Routine): string {
  const text = Buffer.from(body.value).toString('base64')
  return `\n/*as written: ${text}${nonatomic ? ' nonatomic' : ''}*/`
}

/** The clauses of a routine, with settings by the names that PostgreSQL has for them. */
function settingClauses({ clauses: tokens, nonatomic }: Routine): Token[] {
  return tokens.map((token, i) => {
    if (token.kind !== 'word' || tokens[i - 1]?.value !== 'set') return token
    if (nonatomic) {
      throw new RedshiftError('SET is not supported in a NONATOMIC procedure', { code: '0A000' })
    }
    return { ...token, text: postgresSetting(token.value) ?? token.text }
  })
}

function procedure(routine: Routine, write: Write): Translation {
  if (routine.language !== 'plpgsql') throw unsupported(routine)
  return procedureBody(routine, write)
}

/** What a function of PostgreSQL may be besides. https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_FUNCTION.html */
const UNKNOWN_CLAUSES = new Set(
  'called cost external leakproof parallel rows security set strict support transform window'.split(' '),
)

/** A SELECT of no more than a list, whose arguments have numbers. */
function sqlFunction(routine: Routine, write: Write): Translation {
  if (routine.language !== 'sql') throw unsupported(routine)
  const unknown = routine.clauses.find(({ kind, value }) => kind === 'word' && UNKNOWN_CLAUSES.has(value))
  if (unknown) throw syntaxError(unknown)
  if (routine.args.some(({ name }) => name !== undefined)) {
    throw new RedshiftError('A SQL function has no names of arguments: use $1, $2, …', { code: '42601' })
  }
  if (
    routine.clauses.some(
      (token, i) => token.value === 'returns' && /^(table|setof)$/.test(routine.clauses[i + 1]?.value ?? ''),
    )
  ) {
    throw new RedshiftError('A SQL function returns one value', { code: '0A000' })
  }
  const [select, ...more] = splitStatements(routine.body.value)
  const query = select && as('SelectStmt', parse(select.text))
  const clauses = [
    'fromClause',
    'whereClause',
    'groupClause',
    'sortClause',
    'limitCount',
    'intoClause',
    'larg',
  ] as const
  if (
    !select ||
    more.length > 0 ||
    select.tokens[0]?.value !== 'select' ||
    clauses.some((clause) => query?.[clause])
  ) {
    throw new RedshiftError(
      'The body of a SQL function must be a SELECT without FROM, WHERE, GROUP BY, ORDER BY and LIMIT',
      {
        code: '0A000',
      },
    )
  }
  return write(select, [])
}

function unsupported({ kind, language }: Routine): RedshiftError {
  const known = kind === 'procedure' ? 'plpgsql' : 'sql'
  return new RedshiftError(`A ${kind} in the language "${language}" is not supported: use ${known}`, {
    code: '0A000',
  })
}

/**
 * The arguments. A CALL of Redshift's leaves out those that are OUT: here they stand after the others, and
 * have a default. https://docs.aws.amazon.com/redshift/latest/dg/r_CALL_procedure.html
 */
function declared(args: readonly Argument[]): string {
  return inOrder(args)
    .map(({ mode, name, type }) => {
      const out = mode === 'out'
      return [out ? 'inout' : mode, name && quoteName(name), type, out && 'default null']
        .filter(Boolean)
        .join(' ')
    })
    .join(', ')
}

function words(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.kind === 'quoted' ? quoteName(token.value) : token.text)).join(' ')
}
