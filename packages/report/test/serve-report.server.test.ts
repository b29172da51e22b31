import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { serveReport, type ServeOptions } from '@arbalest/report'
import { describe, expect, test } from 'vitest'

const serve = (options: Partial<ServeOptions> = {}) =>
  serveReport({ make: async () => '<!doctype html>', failed: () => {}, ...options })

/** Asks under another name than that of the server. */
async function statusUnder(host: string, url: string): Promise<number | undefined> {
  const asked = request(url, { headers: { host } })
  asked.end()
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  response.resume()
  return response.statusCode
}

describe('a report that is served', () => {
  test('is made anew for each who asks, and kept by nobody', async () => {
    let made = 0
    await using served = await serve({ make: async () => `page ${++made}` })
    const responses = [await fetch(served.url), await fetch(served.url)]
    expect(await Promise.all(responses.map((response) => response.text()))).toEqual(['page 1', 'page 2'])
    expect(Object.fromEntries(responses[0]!.headers)).toMatchObject({
      'cache-control': 'no-store',
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
  })

  test('is made once for those who ask meanwhile', async () => {
    let made = 0
    const make = async () => {
      made++
      await setImmediate()
      return `page ${made}`
    }
    await using served = await serve({ make })
    const { host, port, pathname } = new URL(served.url)
    const socket = connect(Number(port), '127.0.0.1')
    // In one packet, so that the server reads both before it goes on.
    const asked = (connection: string) =>
      `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nConnection: ${connection}\r\n\r\n`
    socket.write(`${asked('keep-alive')}${asked('close')}`)
    expect((await text(socket)).match(/page \d/g)).toEqual(['page 1', 'page 1'])
    expect(await (await fetch(served.url)).text()).toBe('page 2')
  })

  test('is on 127.0.0.1 alone, under a token, and can only be read', async () => {
    await using served = await serve()
    const url = new URL(served.url)
    expect(url.hostname).toBe('127.0.0.1')
    expect(url.pathname).toMatch(/^\/[\w-]{32}\/$/)
    const statusOf = async (path: string, method = 'GET') =>
      (await fetch(new URL(path, url), { method, ...(method === 'POST' && { body: 'x' }) })).status
    expect(await statusOf('')).toBe(200)
    expect(await statusOf('', 'HEAD')).toBe(200)
    for (const path of ['/', '/favicon.ico', `${url.pathname}x`, `/${'a'.repeat(32)}/`])
      expect(await statusOf(path)).toBe(404)
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect(await statusOf('', method)).toBe(405)
    expect(await statusUnder(`localhost:${url.port}`, served.url)).toBe(200)
    for (const host of ['evil.example', `evil.example:${url.port}`, `127.0.0.1:1`])
      expect(await statusUnder(host, served.url)).toBe(403)
  })

  test('says that there is none if it cannot be made, and why to who serves it', async () => {
    const errors: unknown[] = []
    const error = new Error('secret')
    await using served = await serve({
      make: () => Promise.reject(error),
      failed: (reason) => void errors.push(reason),
    })
    const response = await fetch(served.url)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret')
    expect(errors).toEqual([error])
  })

  test('has another token each time, and ends', async () => {
    const [first, second] = [await serve(), await serve()]
    expect(new URL(first.url).pathname).not.toBe(new URL(second.url).pathname)
    await first[Symbol.asyncDispose]()
    await second[Symbol.asyncDispose]()
    await expect(fetch(first.url)).rejects.toThrow('fetch failed')
  })
})
