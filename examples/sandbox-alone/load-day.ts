import type { ClientBase } from 'pg'

/** Replaces the orders of `day` by those under its prefix. What you would test is code of this kind. */
export async function loadDay(client: ClientBase, day: string): Promise<number> {
  await client.query('begin')
  try {
    await client.query('delete from orders where day = $1', [day])
    await client.query(
      `copy orders from 's3://shop/orders/${day}/' iam_role default format json 'auto' timeformat 'auto' gzip`,
    )
    const { rows } = await client.query<{ loaded: string }>('select pg_last_copy_count() as loaded')
    await client.query('commit')
    return Number(rows[0]?.loaded)
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}
