import { copyFileSync } from 'node:fs'

// `arbalest help CODE` reads the page from the package, as whoever installs it has no docs folder.
copyFileSync(new URL('../../docs/errors.md', import.meta.url), new URL('dist/errors.md', import.meta.url))
