export type { Page, PageStep } from './data/page.js'
export { pageOf, type PageOptions } from './data/page-of.js'
export { renderPage } from './view/render-page.js'
