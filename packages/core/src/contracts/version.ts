/** The version of Arbalest, which all its packages share. It is written here, as a bundle has no package.json to read. */
export const VERSION = '0.1.0'
