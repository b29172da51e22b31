import childProcess, { ChildProcess } from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
import { Server } from 'node:net'

function refuse(): never {
  throw new Error(
    'A test of the pure lane opens no port and starts no process: name its file *.server.test.ts',
  )
}

Server.prototype.listen = refuse
// All that starts a process without waiting for it comes by here; the types leave it out.
Object.assign(ChildProcess.prototype, { spawn: refuse })
childProcess.spawnSync = refuse
childProcess.execSync = refuse
childProcess.execFileSync = refuse
syncBuiltinESMExports()
