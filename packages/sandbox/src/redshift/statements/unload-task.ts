import { RedshiftError } from '../redshift-error.js'
import { EXPRESSION_RULES } from '../sql/expressions/expression-rules.js'
import { splitStatements, type Statement } from '../sql/tokens/split-statements.js'
import { translation } from '../sql/translation/translation.js'
import { rewrite } from '../sql/writing/edit.js'
import { copyTextRow } from '../unload/copy-text-row.js'
import type { UnloadColumn } from '../unload/row-format.js'
import { UnloadFiles } from '../unload/unload-files.js'
import { unloadManifest } from '../unload/unload-manifest.js'
import type { UnloadStatement } from '../unload/unload-statement.js'
import { checkCanceled } from './context/context.js'
import type { Context, Task } from './context/context.js'

/** UNLOAD: hands the rows of a query to files in S3; with `caseSensitive`, its quoted names keep their case. https://docs.aws.amazon.com/redshift/latest/dg/r_UNLOAD.html */
export function unloadTask(statement: UnloadStatement, caseSensitive = false): Task {
  const select = selectIn(statement.query, caseSensitive)
  const translated = translation(rewrite(select, EXPRESSION_RULES), select.tokens)
  return async (context) => {
    context.cluster.names.learnFrom(select)
    const query = await translated(context.catalog)
    const columns = await describe(context, query, statement)
    await clear(context, statement)
    const files = new UnloadFiles(statement, columns, context.cluster.unloads)
    try {
      for await (const line of context.copyOut(`copy (${query}) to stdout`)) {
        checkCanceled(context)
        await files.add(copyTextRow(line))
      }
      const written = await files.end()
      context.unloaded(query, written)
      const { bucket, key } = statement.target
      if (statement.manifest) {
        const manifest = Buffer.from(unloadManifest(written, columns, statement.manifest))
        await context.cluster.unloads.write(bucket, `${key}manifest`, single(manifest))
      }
    } catch (error) {
      files.discard()
      throw error
    }
    await context.moved('unload', files.rows)
    context.inform(`UNLOAD completed, ${files.rows} record(s) unloaded successfully.`)
    return 'UNLOAD'
  }
}

function selectIn(text: string, caseSensitive: boolean): Statement {
  const [query, ...more] = splitStatements(text, caseSensitive)
  const word = query?.tokens[0]?.value ?? ''
  if (!query || more.length > 0 || !['select', 'with', '('].includes(word)) {
    throw new RedshiftError('UNLOAD takes one SELECT statement', { code: '42601' })
  }
  return query
}

async function describe(
  context: Context,
  query: string,
  { partition }: UnloadStatement,
): Promise<UnloadColumn[]> {
  const columns = await context.describe(query)
  const missing = partition?.columns.find((name) => !columns.some((column) => column.name === name))
  if (missing !== undefined) {
    throw new RedshiftError(`Partition column "${missing}" is not a column of the query`, { code: '42703' })
  }
  return columns
}

/** Refuses to write where objects are, or removes them, as the statement says. */
async function clear({ cluster }: Context, { target, existing }: UnloadStatement): Promise<void> {
  if (existing === 'overwrite') return
  for await (const { location } of cluster.objects.list(target)) {
    if (existing === 'remove') await cluster.unloads.remove(location.bucket, location.key)
    else {
      throw new RedshiftError(
        'Specified unload destination on S3 is not empty. Consider using a different bucket / prefix, ' +
          'manually removing the target files in S3, or using the ALLOWOVERWRITE option.',
      )
    }
  }
}

async function* single(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}
