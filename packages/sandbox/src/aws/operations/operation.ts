import type { Identity } from '../account/identity.js'
import type { Secrets } from '../account/secrets.js'
import type { Warehouse } from '../account/warehouse.js'
import type { Input } from '../calls/input.js'
import type { Output } from '../calls/output.js'
import type { DataApi } from '../data-api/data-api.js'

/** The services that are there, each by the name that IAM's actions give it. */
export type ServiceName = 'redshift-data' | 'redshift' | 'redshift-serverless' | 'secretsmanager' | 'sts'

/** What operations work on. */
export interface Services {
  readonly warehouse: Warehouse
  readonly secrets: Secrets
  readonly dataApi: DataApi
}

/** One operation of an AWS API. */
export interface AwsOperation {
  readonly service: ServiceName
  /** As in the service's API reference, such as `ExecuteStatement`. */
  readonly name: string
  /** Throws an AwsError if AWS would refuse the call. */
  run(input: Input, services: Services, caller: Identity): Promise<Output>
}
