import { login } from 'sallyport'

/** The login of the CRM: sent by HTTP Basic, and to no other host than this. */
export const crm = /* @__PURE__ */ login('{stage}/crm', { hosts: ['crm.example.com'] })
