import { defineConfig, type Configuration } from '@arbalest/core'
import redshift from '@arbalest/sink-redshift'
import s3 from '@arbalest/source-s3'
import timeseries from '@arbalest/strategy-timeseries'

/** The shop's orders, a folder a day, loaded into the warehouse at `connection`, and counted by day. */
export function configurationFor(connection: string): Configuration {
  return defineConfig({
    sink: { use: redshift, with: { connection, iamRole: 'default', metadata: 's3://shop/arbalest/' } },
    pipelines: {
      shop: [
        {
          load: 'orders',
          source: {
            use: s3,
            with: { url: 's3://shop/orders/', series: { pattern: '{day}/' } },
          },
          strategy: { use: timeseries, with: { column: 'placed' } },
          target: {
            table: 'orders',
            properties: { id: 'bigint', placed: 'timestamp', item: 'varchar(20)' },
          },
        },
        {
          sql: 'by-day',
          statements: [
            'create table if not exists orders_by_day (day date, orders bigint)',
            'delete from orders_by_day',
            'insert into orders_by_day select trunc(placed), count(*) from orders group by 1',
          ],
        },
      ],
    },
  })
}
