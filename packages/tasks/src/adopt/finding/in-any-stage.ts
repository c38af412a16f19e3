/** A name that has the stage as a part of its own is the same secret in every stage. */
export function inAnyStage(name: string, stage: string | undefined): string {
  if (stage === undefined) return name
  const parts = name.split('/')
  const isOfStage = parts.filter((part) => part === stage).length === 1 && parts.length > 1
  return isOfStage ? parts.map((part) => (part === stage ? '{stage}' : part)).join('/') : name
}
