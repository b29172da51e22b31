import { type Input, violates } from '../../calls/input.js'

const ID = '[a-z0-9]{8}(-[a-z0-9]{4}){3}-[a-z0-9]{12}(:\\d+)?'

/** The id of the statement that a call is about. */
export function readId(input: Input): string {
  const id = input.requiredText('Id')
  if (new RegExp(`^${ID}$`).test(id)) return id
  throw violates('Id', `Member must satisfy regular expression pattern: ^${ID}$`, id)
}
