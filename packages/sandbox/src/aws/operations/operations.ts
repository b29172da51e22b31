import { describeTable } from './catalog/describe-table.js'
import { listDatabases } from './catalog/list-databases.js'
import { listSchemas } from './catalog/list-schemas.js'
import { listTables } from './catalog/list-tables.js'
import { batchExecuteStatement } from './data-api/batch-execute-statement.js'
import { cancelStatement } from './data-api/cancel-statement.js'
import { describeStatement } from './data-api/describe-statement.js'
import { executeStatement } from './data-api/execute-statement.js'
import { getStatementResult, getStatementResultV2 } from './data-api/get-statement-result.js'
import { listSessions } from './data-api/list-sessions.js'
import { listStatements } from './data-api/list-statements.js'
import { getCallerIdentity } from './get-caller-identity.js'
import type { AwsOperation } from './operation.js'
import { describeClusters } from './redshift/describe-clusters.js'
import { describeCustomDomainAssociations } from './redshift/describe-custom-domain-associations.js'
import { getClusterCredentials } from './redshift/get-cluster-credentials.js'
import { getClusterCredentialsWithIam } from './redshift/get-cluster-credentials-with-iam.js'
import { getCredentials } from './redshift/get-credentials.js'
import { getWorkgroup } from './redshift/get-workgroup.js'
import { listCustomDomainAssociations } from './redshift/list-custom-domain-associations.js'
import { createSecret, getSecretValue, putSecretValue } from './secret-operations.js'

/** Every operation that is there. */
export const operations: readonly AwsOperation[] = [
  executeStatement,
  batchExecuteStatement,
  describeStatement,
  getStatementResult,
  getStatementResultV2,
  cancelStatement,
  listStatements,
  listSessions,
  listDatabases,
  listSchemas,
  listTables,
  describeTable,
  getClusterCredentials,
  getClusterCredentialsWithIam,
  describeClusters,
  describeCustomDomainAssociations,
  getCredentials,
  getWorkgroup,
  listCustomDomainAssociations,
  getSecretValue,
  createSecret,
  putSecretValue,
  getCallerIdentity,
]
