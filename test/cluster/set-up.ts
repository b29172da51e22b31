import { DeleteObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'
import {
  namedCluster,
  openCluster,
  type NamedCluster,
} from '../../packages/sink-redshift/test/named-cluster.js'

/** Makes the schema of a run, before its tests; the function that it returns removes all that is the run's, after them. */
export default async function setUp(): Promise<() => Promise<void>> {
  const cluster = clusterOfRun()
  await using opened = openCluster(cluster)
  await opened.query(`create schema "${cluster.schema}"`)
  return () => cleanUp(cluster)
}

/** Returns the cluster of this run. Throws if the tests were not started by `npm run cluster`. */
export function clusterOfRun(): NamedCluster {
  const cluster = namedCluster()
  if (!cluster) throw new Error('These tests are started by `npm run cluster`.')
  return cluster
}

async function cleanUp(cluster: NamedCluster): Promise<void> {
  await using opened = openCluster(cluster)
  await opened.query(`drop schema "${cluster.schema}" cascade`)
  await deleteAll(opened.s3, cluster)
}

async function deleteAll(s3: S3Client, { bucket, prefix }: NamedCluster): Promise<void> {
  for (;;) {
    const { Contents: objects = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }),
    )
    if (objects.length === 0) return
    for (const { Key } of objects) await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }))
  }
}
