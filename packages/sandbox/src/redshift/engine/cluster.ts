import { execFile } from 'node:child_process'
import { access, chown, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { platform } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { RunAs } from './binaries.js'

const run = promisify(execFile)

/** The superuser of every cluster that is made here. */
export const SUPERUSER = 'rdsdb'

/** How initdb makes a cluster. */
export const INITDB = [`--username=${SUPERUSER}`, '--auth=trust', '--encoding=UTF8', '--locale=C'].concat(
  // Sorted by bytes; UPPER and LOWER know the letters of all languages.
  ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
  // A new cluster has one segment of its log at least: a short one is made, and copied, sooner.
  ['--wal-segsize=1', '--no-sync', '--no-instructions'],
)

/** What a cluster is made by. */
interface Makers {
  /** The folder of PostgreSQL's programs. */
  readonly binaries: string
  /** Who owns it. Undefined if we do. */
  readonly user: RunAs | undefined
  /** A cluster to copy. Undefined if there is none. */
  readonly template: string | undefined
}

/** Makes a database cluster in the folder `parent`, unless it is there; its folder. */
export async function makeCluster(parent: string, makers: Makers): Promise<string> {
  const cluster = resolve(parent, 'pg')
  if (await exists(join(cluster, 'PG_VERSION'))) return cluster
  await mkdir(parent, { recursive: true })
  // Made aside and then renamed, so that a start which was interrupted leaves no half a cluster.
  const draft = await mkdtemp(join(resolve(parent), 'pg-draft-'))
  try {
    await fill(draft, makers)
    await rename(draft, cluster)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw error
  }
  return cluster
}

async function fill(draft: string, { binaries, user, template }: Makers): Promise<void> {
  if (user) await chown(draft, user.uid, user.gid)
  if (template !== undefined && (await copies(template, draft))) return
  await run(join(binaries, 'initdb'), ['-D', dataPath(draft, user), ...INITDB], { cwd: draft, ...user })
}

/** Whether `template` could be copied; `draft` is left empty if not, as when the template has just been removed. */
async function copies(template: string, draft: string): Promise<boolean> {
  try {
    // It keeps owners, and takes a third of the time of Node's own.
    await run('cp', ['-Rp', `${template}/.`, draft])
    return true
  } catch {
    for (const entry of await readdir(draft)) await rm(join(draft, entry), { recursive: true })
    return false
  }
}

/**
 * PostgreSQL started by root runs as a user who may not be allowed through the folders above its data.
 * Linux lets it reach its working directory, which root has set, by this name all the same.
 */
export function dataPath(cluster: string, user: RunAs | undefined): string {
  return user && platform() === 'linux' ? '/proc/self/cwd' : cluster
}

/** Whether there is a file or folder at `path`. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
