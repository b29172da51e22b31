/** The members of an answer. A Date is written as the protocol has it, a bigint with all its digits. */
export type Output = Readonly<Record<string, unknown>>
