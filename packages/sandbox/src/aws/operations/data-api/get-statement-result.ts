import { AwsError, invalid } from '../../calls/aws-error.js'
import type { Input } from '../../calls/input.js'
import type { Output } from '../../calls/output.js'
import { columnMetadata, field, type ResultColumn, type Row, sizeOf } from '../../data-api/query-result.js'
import type { AwsOperation, Services } from '../operation.js'
import { readId } from './statement-id.js'
import { waitFor } from './wait.js'

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_GetStatementResult.html */
export const getStatementResult: AwsOperation = {
  service: 'redshift-data',
  name: 'GetStatementResult',
  run: (input, services) =>
    page(input, services, 'JSON', (rows, columns) =>
      rows.map((row) => row.map((value, i) => field(value, columns[i] as ResultColumn))),
    ),
}

/** https://docs.aws.amazon.com/redshift-data/latest/APIReference/API_GetStatementResultV2.html */
export const getStatementResultV2: AwsOperation = {
  service: 'redshift-data',
  name: 'GetStatementResultV2',
  run: (input, services) =>
    page(input, services, 'CSV', (rows, columns, first) => [
      { CSVRecords: csvOf([...(first === 0 ? [columns.map(({ name }) => name)] : []), ...rows]) },
    ]),
}

/** Bytes of values after which a page ends, so that a client that does not ask for the next one is found out. */
const PAGE_SIZE = 1024 * 1024

/** One page of a result, from the row that the call's token names on. */
async function page(
  input: Input,
  { dataApi }: Services,
  format: 'JSON' | 'CSV',
  records: (rows: readonly Row[], columns: readonly ResultColumn[], first: number) => unknown[],
): Promise<Output> {
  const id = readId(input)
  const { statement, part } = dataApi.find(id)
  await waitFor(statement, input)
  const result = part?.result
  if (result?.columns === undefined) {
    throw new AwsError(
      'ResourceNotFoundException',
      'Query does not have result. Please check query status with DescribeStatement.',
      { members: { ResourceId: id } },
    )
  }
  if (statement.submission.format !== format)
    throw invalid(
      `The result has the format ${statement.submission.format}, which this operation does not return.`,
    )
  const first = Number(input.text('NextToken') ?? 0)
  if (!Number.isInteger(first) || first < 0 || first > result.rows.length)
    throw invalid('NextToken is not valid.')
  let [last, size] = [first, 0]
  while (last < result.rows.length && size < PAGE_SIZE) size += sizeOf(result.rows[last++] ?? [])
  return {
    Records: records(result.rows.slice(first, last), result.columns, first),
    ColumnMetadata: result.columns.map(columnMetadata),
    ...(format === 'CSV' ? { ResultFormat: format } : {}),
    TotalNumRows: result.rows.length,
    NextToken: last < result.rows.length ? String(last) : undefined,
  }
}

/** `rows` as RFC 4180 has it; NULL is an empty field. */
function csvOf(rows: readonly Row[]): string {
  return rows.map(lineOf).join('')
}

function lineOf(values: Row): string {
  return `${values.map((value) => quoted(value ?? '')).join(',')}\r\n`
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}
