import { text } from 'sallyport'

/** Another function's secret: this function's role has no statement for it. */
const ledger = /* @__PURE__ */ text('{stage}/ledger')

// What the demo's search of the logs must find, or it would not see a key there either.
console.log('a control that was planted')

export const handler = async () => `the ledger's password is ${(await ledger.get()).reveal().length} characters long`
