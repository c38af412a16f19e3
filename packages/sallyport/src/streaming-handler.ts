/**
 * By these Lambda's Node runtime knows a handler that streams its answer; `awslambda.streamifyResponse` puts them on the handler that it is
 * given, and gives the same one. Source: the runtime interface client, which is public.
 */
const marks = /* @__PURE__ */ ['', '.highWaterMark'].map((end) => Symbol.for(`aws.lambda.runtime.handler.streaming${end}`))

/** `wrapper`, marked as `handler` is. */
export function markedAs<W extends object>(handler: object, wrapper: W): W {
  for (const mark of marks) if (mark in handler) Reflect.set(wrapper, mark, Reflect.get(handler, mark))
  return wrapper
}

export const isStreaming = (handler: object) => marks.some((mark) => mark in handler)

/**
 * Has an error that ends the response stream cleaned as well, which may come when the handler has long returned: the runtime logs it as it
 * does one that is thrown. The stream is changed in place, since the runtime knows its own by identity.
 */
export function cleanErrorsOf(stream: unknown, clean: (error: unknown) => unknown): void {
  const { destroy, emit } = (stream ?? {}) as { destroy?: unknown; emit?: unknown } // whatever the caller gives for one
  if (typeof destroy !== 'function' || typeof emit !== 'function') return
  Object.assign(stream as object, {
    // without an error it is an end like another
    destroy: (error?: unknown, ...others: unknown[]) => destroy.call(stream, error && clean(error), ...others),
    emit: (event: unknown, ...values: unknown[]) => emit.call(stream, event, ...(event === 'error' ? values.map(clean) : values)),
  })
}
