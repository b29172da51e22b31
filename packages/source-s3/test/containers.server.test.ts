import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers'
import { describe } from 'vitest'
import { describeS3Source } from './source-behaviour.js'

const docker = await getContainerRuntimeClient().then(
  () => true,
  () => false,
)
if (!docker) console.log('Skipped: S3Source over LocalStack in a container, as no Docker answers here.')

describe.skipIf(!docker)(
  `S3Source over LocalStack${docker ? '' : ' (skipped: no Docker answers here)'}`,
  () => {
    describeS3Source(async () => {
      const container = await new GenericContainer('localstack/localstack:4.14.0')
        .withEnvironment({ SERVICES: 's3' })
        .withExposedPorts(4566)
        .withWaitStrategy(Wait.forHttp('/_localstack/health', 4566))
        .start()
      return {
        url: `http://${container.getHost()}:${container.getMappedPort(4566)}`,
        async [Symbol.asyncDispose]() {
          await container.stop()
        },
      }
    })
  },
)
