/**
 * Node's built-in modules, taken when first needed. As an ES import `node:http` costs 14 to 19 ms of start on Node 22 and 24 (its
 * facade loads undici); taken this way it costs 3 to 5.
 */
export const http = () => process.getBuiltinModule('node:http')
export const https = () => process.getBuiltinModule('node:https')
export const crypto = () => process.getBuiltinModule('node:crypto')
export const events = () => process.getBuiltinModule('node:events')
