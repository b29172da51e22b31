import { describe, test } from 'vitest'
import { expectOneLoad } from '../trials/race.js'
import { scenarios } from '../scenarios.js'
import { sharedWorld } from '../world.js'

describe.each(scenarios)('$name', (scenario) => {
  test.each([2, 5])('%i runs that plan the same at once load it once, and all end', async (count) => {
    await expectOneLoad(await sharedWorld(), scenario, count)
  })
})
