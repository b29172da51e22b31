import { RedshiftError } from '../redshift-error.js'
import type { Context } from './context.js'

/** Throws `RedshiftError` if the client has canceled the statement. */
export function checkCanceled({ canceled }: Pick<Context, 'canceled'>): void {
  if (canceled.aborted) throw new RedshiftError("Query (0) canceled on user's request", { code: '57014' })
}
