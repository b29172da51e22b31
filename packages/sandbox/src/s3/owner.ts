/** Who owns all buckets and objects. */
export const owner = { ID: 'arbalest', DisplayName: 'arbalest' }
