import { pageOf } from '../data-api/page.js'
import type { AwsOperation } from '../operation.js'
import { MOST_LISTED, patternOf, queryCatalog } from './catalog-call.js'

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ListSchemas.html */
export const listSchemas: AwsOperation = {
  service: 'redshift-data',
  name: 'ListSchemas',
  run: async (input, services, caller) => {
    const rows = await queryCatalog(input, services, caller, {
      text: 'select nspname from pg_namespace where nspname like $1 order by 1',
      values: [patternOf(input, 'SchemaPattern')],
    })
    const { items, next } = pageOf(rows, input, MOST_LISTED)
    return { Schemas: items.map(([name]) => name), NextToken: next }
  },
}
