import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3'

/** How many objects the bucket `bench` has, as the AWS SDK's paginator lists them. */
export async function listBySdk(endpoint) {
  const client = new S3Client({ endpoint, forcePathStyle: true })
  let found = 0
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: 'bench' }))
    found += Contents.length
  return found
}
