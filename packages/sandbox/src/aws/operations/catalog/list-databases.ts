import { pageOf } from '../data-api/page.js'
import type { AwsOperation } from '../operation.js'
import { MOST_LISTED, queryCatalog } from './catalog-call.js'

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_ListDatabases.html */
export const listDatabases: AwsOperation = {
  service: 'redshift-data',
  name: 'ListDatabases',
  run: async (input, services, caller) => {
    const text = 'select database_name from svv_redshift_databases order by 1'
    const rows = await queryCatalog(input, services, caller, { text })
    const { items, next } = pageOf(rows, input, MOST_LISTED)
    return { Databases: items.map(([name]) => name), NextToken: next }
  },
}
