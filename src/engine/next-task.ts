/**
 * Lets messages in: without it a chain of promises keeps a thread from hearing anything else to its end.
 * A message of one's own comes behind those that wait; unlike a timer it is not slowed down.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      resolve();
    });
    port1.start();
    port2.postMessage(null);
  });
}
