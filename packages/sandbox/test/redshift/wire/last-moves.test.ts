import { expect, test } from 'vitest'
import { RedshiftError } from '../../../src/redshift/redshift-error.js'
import type { Backend } from '../../../src/redshift/wire/backend/backend.js'
import { LastMoves } from '../../../src/redshift/wire/tasks/last-moves.js'

/** A connection to PostgreSQL that is at rest, and ends the first of its queries with each of `errors`. */
function backendThat(...errors: readonly Error[]) {
  const left = [...errors]
  const done: string[] = []
  const backend = {
    status: 'I',
    pipelining: false,
    skipping: false,
    quiet: () => Promise.resolve(),
    query(sql: string) {
      const error = left.shift()
      if (error) return Promise.reject(error)
      done.push(sql)
      return Promise.resolve([])
    },
  }
  return { backend: backend as unknown as Backend, done }
}

// A real cancel hits it only in one of some thousand attempts.
const canceled = new RedshiftError("Query (0) canceled on user's request", { code: '57014' })

test('what the last COPY was is set, even if a cancel request that came late ends the query that sets it', async () => {
  const { backend, done } = backendThat(canceled, canceled)
  await new LastMoves(backend).set('copy', { id: 7, count: 2 })
  expect(done).toEqual([expect.stringContaining("'redshift.last_copy_id', '7'")])
})

test('any other error is thrown, and the setting stays owed', async () => {
  const { backend, done } = backendThat(new RedshiftError('out of memory', { code: '53200' }))
  const moves = new LastMoves(backend)
  await expect(moves.set('copy', { id: 7, count: 2 })).rejects.toThrow('out of memory')
  await moves.settle()
  expect(done).toHaveLength(1)
  await moves.settle()
  expect(done).toHaveLength(1)
})
