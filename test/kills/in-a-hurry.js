// Preloaded into the command: lets its time pass a hundred times as fast, where it waits for the network or to try again.
import { Socket } from 'node:net'
import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'

const FASTER = 100

const { setTimeout: sleep } = timers
timers.setTimeout = (milliseconds, ...rest) => sleep(milliseconds / FASTER, ...rest)
syncBuiltinESMExports()

const { setTimeout: limitIdleTime } = Socket.prototype
Socket.prototype.setTimeout = function (milliseconds, ...rest) {
  return limitIdleTime.call(this, milliseconds / FASTER, ...rest)
}
