import type { Diagnosis, Finding, SinkNeeds } from '@arbalest/core/plugin'
import { checkS3 } from './check-s3.js'
import { checkSignIn } from './check-sign-in.js'
import { checkUse } from './check-use.js'
import type { Diagnosed } from './diagnosed.js'
import { sinkRights } from './sink-rights.js'

/** Returns the diagnosis of a sink for one step: signing in, rights, locks, and whether COPY can read from S3. */
export function redshiftDiagnosis(needs: SinkNeeds, diagnosed: Diagnosed): Diagnosis {
  return {
    rights: () => sinkRights(needs, diagnosed.options),
    async *check(): AsyncGenerator<Finding> {
      const { finding, signedIn } = await checkSignIn(diagnosed)
      yield finding
      const { target } = needs
      if (!target) return
      if (signedIn) yield* checkUse(signedIn, { ...needs, target }, diagnosed)
      yield* checkS3({ ...needs, target }, signedIn, diagnosed)
    },
  }
}
