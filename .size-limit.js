// Minified and gzipped, as a user's bundler would make it. The limits are those of docs/architecture.md, "Numbers to reach".
const limited = (name, imported, limit, door = 'index') => ({
  name,
  path: `packages/sallyport/dist/${door}.js`,
  import: imported,
  limit,
  gzip: true,
  modifyEsbuildConfig: (config) => ({ ...config, platform: 'node', format: 'esm', target: 'node20' }),
})

export default [
  limited('one text secret', '{ text }', '6.7 kB'),
  limited('apiKey with fetch', '{ apiKey }', '10.5 kB'),
  limited('every kind', '{ text, apiKey, login, json, binary }', '20 kB'),
]
