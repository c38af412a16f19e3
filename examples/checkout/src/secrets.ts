import { apiKey } from 'sallyport'

/** The payment API's key: sent as `Authorization: Bearer …`, and to no other host than this. */
export const payments = /* @__PURE__ */ apiKey('{stage}/payments', { hosts: ['api.payments.example'] })
