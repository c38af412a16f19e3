export function screenOf(
  file: string,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string>; answers?: readonly (readonly [string, string])[] },
): Promise<{ status: number; screen: string }>
