export type { Page, PageStep } from './data/page.js'
export { pageOf, type PageOptions } from './data/page-of.js'
export { serveReport, type ServedReport, type ServeOptions } from './serve-report.js'
export { renderPage, type RenderOptions } from './view/render-page.js'
