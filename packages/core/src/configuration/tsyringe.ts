import 'reflect-metadata' // tsyringe refuses to load without it; nothing here uses it

/** What of tsyringe is used, in one place, as the build treats it apart. */
export { container, instanceCachingFactory } from 'tsyringe'
