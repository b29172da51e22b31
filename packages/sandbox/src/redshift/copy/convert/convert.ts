import type { Fault } from '../reports/load-error.js'

/** Turns the text of a field into PostgreSQL's COPY text format. Returns null for NULL, a fault if it cannot. */
export type Convert = (text: string) => string | null | Fault
