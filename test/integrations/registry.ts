import { execFileSync } from 'node:child_process'
import { createReadStream, readdirSync, readFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

/** What `npm pack` says of a tarball. */
interface Packed {
  readonly name: string
  readonly version: string
  readonly filename: string
  readonly integrity: string
  readonly shasum: string
}

/** A registry of npm on this machine. */
export interface Registry extends AsyncDisposable {
  readonly url: string
}

/**
 * Starts a registry that has this repository's packages as they would be published, whose tarballs are made in
 * `tarballs`, and asks the registry that npm uses here for all others.
 */
export async function startRegistry(root: string, tarballs: string): Promise<Registry> {
  const packages = readdirSync(join(root, 'packages'))
  const npm = (...words: readonly string[]) => execFileSync('npm', words, { cwd: root, encoding: 'utf8' })
  const upstream = npm('config', 'get', 'registry').trim().replace(/\/?$/, '/')
  const workspaces = packages.map((name) => `--workspace=packages/${name}`)
  // What is built is what the other tests have run.
  const said = npm('pack', '--ignore-scripts', '--json', '--pack-destination', tarballs, ...workspaces)
  const packed = Object.values(JSON.parse(said) as Record<string, Packed>)
  const manifests = packages.map(
    (name) => JSON.parse(readFileSync(join(root, 'packages', name, 'package.json'), 'utf8')) as Packed,
  )

  let url = ''
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', url).pathname.slice(1))
    const tarball = packed.find(({ filename }) => path === `tarballs/${filename}`)
    const own = packed.find(({ name }) => name === path)
    if (tarball) createReadStream(join(tarballs, tarball.filename)).pipe(response)
    else if (own) response.end(JSON.stringify(packument(own)))
    else void passOn(`${upstream}${path.replace('/', '%2f')}`, response)
  })
  const packument = ({ name, version, filename, integrity, shasum }: Packed): object => {
    const dist = { tarball: `${url}/tarballs/${filename}`, integrity, shasum }
    const manifest = manifests.find((each) => each.name === name)
    return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

async function passOn(url: string, response: ServerResponse): Promise<void> {
  try {
    const { status, body } = await fetch(url)
    response.writeHead(status)
    for await (const piece of body ?? []) response.write(piece)
    response.end()
  } catch {
    response.writeHead(502).end()
  }
}
