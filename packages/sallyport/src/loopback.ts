/** Whether a host name, as a parsed URL gives it, is this machine's own. */
export const isLoopback = (hostname: string) => /^(localhost|127\.[\d.]+|\[::1])$/.test(hostname)
