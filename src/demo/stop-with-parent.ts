/**
 * Calls `stop` when the process that started this one with a channel is gone, also after kill -9.
 * Without a channel (started by a person or a service manager) it never does.
 */
export function stopWithParent(stop: () => void): void {
  if (!process.connected) return;
  process.once("disconnect", stop);
  // Listening alone must not keep this process alive when its work is done.
  process.channel?.unref();
}
