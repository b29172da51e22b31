export { isHidden } from './hidden-key.js'
export { keyFilter, type KeyFilter } from './key-filter.js'
export { listingEntries, type ListingOptions } from './options.js'
export { nameFolder, readFolder, type FolderPattern } from './series/folder-pattern.js'
export {
  parseSeries,
  startingAt,
  type Series,
  type SeriesBound,
  type SeriesOptions,
} from './series/series.js'
