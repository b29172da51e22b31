import { RedshiftError } from '../../redshift-error.js'

/**
 * Does `work`, which a client has not asked for, and does it again if a cancel request ends it: that was meant for a
 * statement that had ended by then.
 */
export async function insist<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RedshiftError && error.code === '57014')) throw error
    return insist(work)
  }
}
