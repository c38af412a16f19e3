// @ts-check
// `npm run pack -- FOLDER`: installs and builds what is missing, then packs every package into FOLDER, default `packed`.
import { mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from './build.mjs'
import { ensureInstalled, root, runNpm } from './installed.mjs'

const folder = resolve(process.env['INIT_CWD'] ?? root, process.argv[2] ?? 'packed')
ensureInstalled()
mkdirSync(folder, { recursive: true })
const packages = readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name))
process.exitCode = (await build()) || runNpm('pack', '--silent', '--ignore-scripts', '--pack-destination', folder, ...packages)
