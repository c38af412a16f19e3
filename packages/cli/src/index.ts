export * as commands from './commands.ts'
export { main } from './main.ts'
export type { Io } from './terminal/terminal.ts'
