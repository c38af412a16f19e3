/**
 * Samples of every subject, taken in turn, round after round: each figure is beside its peers of the same seconds, since machines are
 * shared and drift. The first round is thrown away: it warms the disk's cache.
 */
export async function inTurn<S>(
  subjects: readonly string[],
  rounds: number,
  sample: (subject: string) => Promise<S>,
): Promise<(subject: string) => readonly S[]> {
  const samples = new Map<string, S[]>(subjects.map((subject) => [subject, []]))
  for (let round = -1; round < rounds; round += 1) {
    for (const subject of subjects) {
      const taken = await sample(subject)
      if (round >= 0) samples.get(subject)?.push(taken)
    }
  }
  return (subject) => samples.get(subject) ?? []
}
