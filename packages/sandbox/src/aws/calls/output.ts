/** The members of a response. A Date is written as the protocol has it, a bigint with all its digits. */
export type Output = Readonly<Record<string, unknown>>
