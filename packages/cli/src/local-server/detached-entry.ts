import { main } from '../main.ts'

// the process that `local start --detach` leaves behind
process.exitCode = await main(process.argv.slice(2))
