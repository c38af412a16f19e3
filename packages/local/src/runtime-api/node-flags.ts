/**
 * The flags that Lambda starts a function's Node.js with, as far as the running Node.js knows them.
 * Source: "Building Lambda functions with Node.js" (experimental `require` of ES modules and module syntax detection are off);
 * the heap is what memory leaves after a tenth for the young generation.
 */
export function nodeFlags(memorySizeMb: number, version: string = process.versions.node): string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const youngMb = Math.floor(memorySizeMb / 10)
  return [
    ...(knowsRequireModule(major, minor) ? ['--no-experimental-require-module'] : []),
    ...(major === 22 ? ['--no-experimental-detect-module'] : []),
    `--max-semi-space-size=${Math.max(1, Math.floor(youngMb / 2))}`,
    `--max-old-space-size=${memorySizeMb - youngMb}`,
  ]
}

function knowsRequireModule(major: number, minor: number): boolean {
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 23
}
