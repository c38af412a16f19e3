export async function readSecret(name: string): Promise<never> {
  throw new Error(`secret ${name} cannot be read: this project read parameters alone, add a client of Secrets Manager`)
}
