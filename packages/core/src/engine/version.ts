/** The version of this package, which a ledger keeps with each load. */
export const VERSION = '0.1.0'
