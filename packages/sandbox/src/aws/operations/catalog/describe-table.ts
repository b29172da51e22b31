import { columnMetadata } from '../../data-api/query-result.js'
import type { Row } from '../../data-api/query-result.js'
import { pageOf } from '../data-api/page.js'
import type { AwsOperation } from '../operation.js'
import { MOST_LISTED, queryCatalog, withoutSystem } from './catalog-call.js'

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_DescribeTable.html */
export const describeTable: AwsOperation = {
  service: 'redshift-data',
  name: 'DescribeTable',
  run: async (input, services, caller) => {
    const [schema, table] = [input.text('Schema'), input.text('Table')]
    const rows = await queryCatalog(input, services, caller, {
      text: `
        select nspname, relname, attname, atttypid, atttypmod, attnotnull, adsrc
        from pg_class join pg_namespace on pg_namespace.oid = relnamespace
          join pg_attribute on attrelid = pg_class.oid
          left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where relkind in ('r', 'v') and attnum > 0 and not attisdropped
          and ($1 = '' or nspname = $1) and ($2 = '' or relname = $2) and ${withoutSystem(input, 'Schema')}
        order by nspname, relname, attnum`,
      values: [schema ?? '', table ?? ''],
    })
    const { items, next } = pageOf(rows, input, MOST_LISTED)
    return { TableName: table, ColumnList: items.map(described), NextToken: next }
  },
}

function described([schema, table, name, type, modifier, notNull, expression]: Row) {
  const column = {
    name: name ?? '',
    dataTypeID: Number(type),
    dataTypeModifier: Number(modifier),
    tableID: 0,
    schema: schema ?? '',
    table: table ?? '',
  }
  return {
    ...columnMetadata(column),
    nullable: notNull === 't' ? 0 : 1,
    columnDefault: expression ?? undefined,
  }
}
