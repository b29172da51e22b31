import { field, orderedFields } from '@arbalest/core'

/** A target of ordered fields. */
export const ORDERS = orderedFields(
  'orders',
  field('id', 'bigint'),
  field('placed', 'timestamp'),
  field('note', 'varchar(16)'),
)

/** Selects what `orders` holds, times as text. */
export const SELECT_ORDERS = 'select id, cast(placed as varchar) as placed, note from orders order by id'
