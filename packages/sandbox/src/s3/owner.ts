/** Who owns all buckets and objects. */
export const OWNER = { ID: 'arbalest', DisplayName: 'arbalest' }
