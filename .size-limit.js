// Minified and gzipped, as a user's bundler would make it. The first two miss the numbers to reach of docs/architecture.md, and say so each time;
// the limits keep them from growing further.
const limited = (name, imported, limit, door = 'index') => ({
  name,
  path: `packages/sallyport/dist/${door}.js`,
  import: imported,
  limit,
  gzip: true,
  modifyEsbuildConfig: (config) => ({ ...config, platform: 'node', format: 'esm', target: 'node20' }),
})

export default [
  limited('one text secret (aimed at: 6 kB)', '{ text }', '6.7 kB'),
  limited('apiKey with fetch (aimed at: 10 kB)', '{ apiKey }', '10.5 kB'),
  limited('every kind', '{ text, apiKey, login, json, binary }', '20 kB'),
]
