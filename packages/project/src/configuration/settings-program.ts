/** Where the program writes its answer, as a file descriptor: what a configuration prints does not get there by accident. */
const answerDescriptor = 3

/**
 * A program that loads a configuration and writes its default export as JSON. It loads TypeScript on every supported Node, and gives
 * the file `defineConfig` where only the command is installed. What JSON does not hold becomes `null`, which no setting allows, rather
 * than go missing.
 */
export function settingsProgram(file: string, jiti: string): string {
  return `
    import { writeFileSync } from 'node:fs'
    import { createRequire } from 'node:module'
    const file = ${JSON.stringify(file)}
    const { createJiti } = createRequire(file)(${JSON.stringify(jiti)})
    const exit = process.exit
    const isPlain = (value) => Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value))
    const asData = (_, value) =>
      ['function', 'symbol', 'bigint'].includes(typeof value) ||
      (typeof value === 'object' && value !== null && !isPlain(value)) ? null : value
    const answered = async () => {
      try {
        const virtualModules = { '@sallyport/project': { defineConfig: (written) => written } }
        const loaded = await createJiti(file, { fsCache: false, moduleCache: false, virtualModules }).import(file)
        const settings = typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : undefined
        return JSON.stringify({ settings }, asData)
      } catch (error) {
        return JSON.stringify({ problem: 'does not load: ' + (error instanceof Error ? error.message : 'it threw what is no error') })
      }
    }
    writeFileSync(${answerDescriptor}, await answered())
    exit(0)`
}
