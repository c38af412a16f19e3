export { type MiddyMiddleware, type MiddyRequest, secrets } from './secrets.ts'
