/** A page in the navigation: what it is called there, and its address. */
export type Entry = readonly [text: string, address: string]

/** A group of pages in the navigation. */
export interface Section {
  readonly title: string
  readonly entries: readonly Entry[]
}

/** All pages that are read from front to back, in the order in which somebody meets what they are about. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Begin',
    entries: [
      ['Overview', 'overview'],
      ['Tutorial', 'tutorial'],
      ['Beside other loaders', 'comparison'],
      ['From the Python Arbalest', 'from-python'],
    ],
  },
  {
    title: 'What is loaded',
    entries: [
      ['Schemas', 'schemas'],
      ['Names', 'names'],
      ['Columns of the path', 'path-columns'],
      ['Sorted series', 'series'],
      ['Files of a folder', 'files'],
    ],
  },
  {
    title: 'How it is loaded',
    entries: [
      ['Merge', 'merge'],
      ['Time series', 'time-series'],
      ['SQL steps', 'sql-steps'],
      ['Pipelines that need others', 'graphs'],
      ['Rejected rows', 'rejected-rows'],
      ['Quarantine', 'quarantine'],
      ['Adopting a table', 'adopting'],
    ],
  },
  {
    title: 'Into what',
    entries: [
      ['Connecting to Redshift', 'connections'],
      ['By the Data API', 'data-api'],
      ['What a run must be allowed', 'doctor'],
      ['DuckDB', 'duckdb'],
    ],
  },
  {
    title: 'In production',
    entries: [
      ['Schedules', 'schedules'],
      ['Runs that fit a limit', 'time-limits'],
      ['In an orchestrator', 'orchestrators'],
      ['Status', 'status'],
      ['Report', 'report'],
      ['The ledger', 'ledger'],
      ['Lineage', 'lineage'],
      ['Runbook', 'runbook'],
    ],
  },
  {
    title: 'The sandbox',
    entries: [
      ['The sandbox', 'sandbox'],
      ['Functions of SQL', 'sandbox-functions'],
      ['Clients', 'clients'],
    ],
  },
  {
    title: 'Why it can be relied on',
    entries: [
      ['Exactly once', 'exactly-once'],
      ['What is accounted for', 'accounting'],
      ['The journal in S3', 'journal-s3'],
      ['Architecture', 'architecture'],
      ['Benchmarks', 'benchmarks'],
      ['Security', 'security'],
    ],
  },
  {
    title: 'Reference',
    entries: [
      ['Commands and configuration', 'reference'],
      ['Errors', 'errors'],
      ['Events', 'events'],
      ['The command', 'packages/cli'],
      ['Options of the sink', 'packages/sink-redshift'],
      ['API', 'api/index'],
    ],
  },
  {
    title: 'Extend',
    entries: [
      ['Writing a plugin', 'plugins'],
      ['In a program of your own', 'examples/operations'],
      ['Contributing', 'contributing'],
      ['Changes', 'changelog'],
    ],
  },
]
