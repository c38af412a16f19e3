export { guardLogs, masked } from './guard-logs.ts'
