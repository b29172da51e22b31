import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { FrameReader } from '../../src/redshift/wire/messages/frame.js'
import type { Frame } from '../../src/redshift/wire/messages/frame.js'
import { reportFields } from '../../src/redshift/wire/messages/read-frame.js'
import { requests } from '../../src/redshift/wire/messages/requests.js'
import type { LocalRedshift } from './local-redshift.js'

/** A client that sends what it is told, message by message, and shows what comes. */
export class RawClient {
  readonly socket: Socket
  #frames: Frame[] = []
  #wake = () => {}

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1')
    const reader = new FrameReader({ typed: true })
    this.socket.on('data', (chunk: Buffer) => {
      this.#frames.push(...reader.push(chunk))
      this.#wake()
    })
    this.socket.on('error', () => {})
    this.socket.on('close', () => this.#wake())
  }

  /** Opens a session in `dev`, with more `parameters` if given; what the server answered. */
  async open(parameters: Readonly<Record<string, string>> = {}): Promise<string[]> {
    return (await this.openFrames(parameters)).map(shown)
  }

  /** As {@link open}; the frames themselves. */
  async openFrames(parameters: Readonly<Record<string, string>> = {}): Promise<Frame[]> {
    await once(this.socket, 'connect')
    this.socket.write(requests.startup({ user: 'awsuser', database: 'dev', ...parameters }))
    return this.frames()
  }

  send(...messages: Buffer[]): void {
    this.socket.write(Buffer.concat(messages))
  }

  /** The types of the frames up to the next ReadyForQuery, an error with its SQLSTATE, ReadyForQuery with its status. */
  async answers(): Promise<string[]> {
    return (await this.frames()).map(shown)
  }

  /** The frames up to the next of one of the types `last`, ReadyForQuery by default, or up to the end. */
  async frames(last = 'Z'): Promise<Frame[]> {
    const ends = ({ type }: Frame) => last.includes(type)
    while (!this.#frames.some(ends) && !this.socket.destroyed) {
      await new Promise<void>((wake) => (this.#wake = wake))
    }
    const end = this.#frames.findIndex(ends) + 1
    return this.#frames.splice(0, end || this.#frames.length)
  }
}

/** A client with a session in the database of `redshift`. */
export async function openRaw({ server, database }: LocalRedshift): Promise<RawClient> {
  const client = new RawClient(server.port)
  await client.open({ database })
  return client
}

function shown(frame: Frame): string {
  if (frame.type === 'E') return `E ${reportFields(frame).get('C')}`
  if (frame.type === 'Z') return `Z ${frame.bytes.toString('latin1', 5)}`
  if (frame.type === 'C') return `C ${frame.bytes.toString('latin1', 5, frame.bytes.length - 1)}`
  return frame.type
}
