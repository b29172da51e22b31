import { afterAll } from 'vitest'

// Files of one worker share its process: what one sets in the environment is gone when the next begins.
const environment = process.env
const before = { ...environment }

afterAll(() => {
  // A file may have put another object in its place, which Vitest's stubs would not change.
  process.env = environment
  for (const name of Object.keys(environment)) if (!(name in before)) delete environment[name]
  Object.assign(environment, before)
})
