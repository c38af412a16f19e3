export async function readParameter(name: string): Promise<never> {
  throw new Error(`parameter ${name} cannot be read: this project read secrets alone, add a client of Parameter Store`)
}
