import { mkdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Puts a package of the workspace into a project's `node_modules`, as an installation would. */
export async function install(root: string, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const place = join(root, 'node_modules', name)
    await mkdir(dirname(place), { recursive: true })
    await symlink(fileURLToPath(new URL(`../../../node_modules/${name}`, import.meta.url)), place, 'junction')
  }
}
