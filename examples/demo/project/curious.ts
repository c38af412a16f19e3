import { text } from 'sallyport'

/** Another function's secret: this function's role has no statement for it. */
const ledger = /* @__PURE__ */ text('{stage}/ledger')

export const handler = async () => `the ledger's password is ${(await ledger.get()).reveal().length} characters long`
