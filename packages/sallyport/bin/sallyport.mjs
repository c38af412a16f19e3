#!/usr/bin/env node
// The command itself is @sallyport/cli, an optional peer: a function that only reads secrets does not carry it.
let cli
try {
  cli = import.meta.resolve('@sallyport/cli')
} catch {
  console.error('sallyport: the command is not installed: run "npm run pack" in a clone of sallyport and install the packed files here')
  process.exit(2)
}
const { main } = await import(cli)
process.exitCode = await main(process.argv.slice(2))
