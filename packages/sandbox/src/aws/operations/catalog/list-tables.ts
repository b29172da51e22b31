import { pageOf } from '../data-api/page.js'
import type { AwsOperation } from '../operation.js'
import { MOST_LISTED, patternOf, queryCatalog, withoutSystem } from './catalog-call.js'

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ListTables.html */
export const listTables: AwsOperation = {
  service: 'redshift-data',
  name: 'ListTables',
  run: async (input, services, caller) => {
    const rows = await queryCatalog(input, services, caller, {
      text: `
        select relname, nspname,
          case when nspname ~ '^(pg_|information_schema)' then 'SYSTEM ' else '' end
            || case relkind when 'v' then 'VIEW' else 'TABLE' end
        from pg_class join pg_namespace on pg_namespace.oid = relnamespace
        where relkind in ('r', 'v') and nspname like $1 and relname like $2
          and ${withoutSystem(input, 'SchemaPattern')}
        order by nspname, relname`,
      values: [patternOf(input, 'SchemaPattern'), patternOf(input, 'TablePattern')],
    })
    const { items, next } = pageOf(rows, input, MOST_LISTED)
    return { Tables: items.map(([name, schema, type]) => ({ name, schema, type })), NextToken: next }
  },
}
