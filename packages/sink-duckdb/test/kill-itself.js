// Preloaded into the command: writes down each instant of what it asks of DuckDB, and ends the process at one of them.
import { appendFileSync } from 'node:fs'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** The file to which instants are written, a line each: what is asked, and the moment. */
const INSTANTS = process.env.ARBALEST_INSTANTS
/** The number of the instant, from 0, and for how many milliseconds DuckDB then goes on; none: nothing is killed. */
const { number, delay } = JSON.parse(process.env.ARBALEST_KILL_AT ?? '{}')

// What DuckDB does in the main thread holds that up; this one kills all the same.
const killer = new Worker(
  `require('node:worker_threads').parentPort.on('message', (ms) => setTimeout(() => process.kill(process.pid, 'SIGKILL'), ms))`,
  { eval: true },
)
await once(killer, 'online')
killer.unref()

const asleep = new Int32Array(new SharedArrayBuffer(4))
let passed = 0

function pass(what, moment) {
  appendFileSync(INSTANTS, `${what}, ${moment}\n`)
  if (passed++ !== number) return false
  if (moment === 'given') killer.postMessage(delay)
  else process.kill(process.pid, 'SIGKILL')
  return true
}

/** Has `method` of `owner` pass three instants each time it is called. */
function watch(owner, method, whatOf) {
  const original = owner[method]
  owner[method] = function (...given) {
    const what = whatOf(...given)
    pass(what, 'asked')
    const isKilled = pass(what, 'given')
    const result = original.apply(this, given)
    // The process does nothing any more, and DuckDB goes on in threads of its own.
    if (isKilled) Atomics.wait(asleep, 0, 0)
    if (!(result instanceof Promise)) {
      pass(what, 'answered')
      return result
    }
    return result.then((value) => {
      pass(what, 'answered')
      return value
    })
  }
}

/** What a statement begins with, such as `insert into "events"`; one line, as an instant is a line. */
const inShort = (sql) =>
  sql
    .trim()
    .split(/ \(|,| where |\n/)[0]
    .trim()

watch(DuckDBInstance, 'fromCache', () => 'open')
watch(DuckDBInstance.prototype, 'closeSync', () => 'close')
watch(DuckDBConnection.prototype, 'run', inShort)
const { prepare } = DuckDBConnection.prototype
DuckDBConnection.prototype.prepare = async function (sql) {
  const prepared = await prepare.call(this, sql)
  watch(prepared, 'run', () => `the user's ${inShort(sql)}`)
  return prepared
}
