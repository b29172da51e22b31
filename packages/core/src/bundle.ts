import { createRequire } from 'node:module'

/** The name of this file by itself, be it compiled or not. */
const ITSELF = /\/bundle\.[jt]s$/

// A bundler that makes one ES module of everything leaves CommonJS packages, such as the AWS SDK's
// and the driver's, with calls of `require` for Node's own modules, and an ES module has none
// (https://github.com/aws/aws-sdk-js-v3/issues/3831). Imported first by whoever imports those.
if (!ITSELF.test(import.meta.url)) Object.assign(globalThis, { require: createRequire(import.meta.url) })
