export { main } from './main.ts'
export type { Io } from './terminal/terminal.ts'
