// The main job, from nothing: a local S3 with the earthquakes in it, a local Redshift, and three runs.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { arbalest } from './arbalest.js'

const here = import.meta.dirname
const bucket = mkdtempSync(join(tmpdir(), 'arbalest-demo-'))
try {
  cpSync(join(here, 'data'), join(bucket, 'earthquakes'), { recursive: true })
  const sandbox = ['sandbox', '--bucket', `acme-events=${bucket}`, '--', 'node', 'demo-runs.js', bucket]
  const { status } = spawnSync(process.execPath, [arbalest, ...sandbox], { cwd: here, stdio: 'inherit' })
  process.exitCode = status ?? 1
} finally {
  rmSync(bucket, { recursive: true, force: true })
}
