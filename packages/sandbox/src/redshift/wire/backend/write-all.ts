import type { Socket } from 'node:net'

/** Writes `pieces` in one go; waits, if the other end is slower than we are, until it has caught up or is gone. */
export async function writeAll(socket: Socket, pieces: readonly Buffer[]): Promise<void> {
  socket.cork()
  const free = pieces.map((piece) => socket.write(piece))
  socket.uncork()
  if (free.includes(false)) await drained(socket)
}

async function drained(socket: Socket): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      socket.off('drain', done).off('close', done)
      resolve()
    }
    socket.on('drain', done).on('close', done)
  })
}
