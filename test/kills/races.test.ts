import { test } from 'vitest'
import { expectOneLoad } from './trials/race.js'
import { manifest, mergingInS3, renaming, series } from './scenarios.js'
import { sharedWorld } from './world.js'

/** One for each way in which runs keep clear of each other; `npm run kills` races in all scenarios. */
const SCENARIOS = [manifest, renaming, series, mergingInS3]

test.each(SCENARIOS)(
  '$name: 3 runs that plan the same at once load it once, and all end',
  async (scenario) => {
    await expectOneLoad(await sharedWorld(), scenario, 3)
  },
)
