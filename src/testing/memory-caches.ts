/** A cache storage in memory, as far as the page uses one. */
export function memoryCaches(): Pick<CacheStorage, 'open' | 'keys' | 'delete'> {
  const all = new Map<string, Map<string, Response>>();
  return {
    async open(name) {
      const entries = all.get(name) ?? new Map<string, Response>();
      all.set(name, entries);
      const addressOf = (request: RequestInfo | URL): string =>
        request instanceof Request ? request.url : String(request);
      return {
        match: async (request: RequestInfo | URL) => entries.get(addressOf(request))?.clone(),
        async put(request: RequestInfo | URL, response: Response) {
          const { status, headers } = response;
          entries.set(
            addressOf(request),
            new Response(await response.arrayBuffer(), { status, headers }),
          );
        },
        delete: async (request: RequestInfo | URL) => entries.delete(addressOf(request)),
        keys: async () => [...entries.keys()].map((address) => new Request(address)),
      } as unknown as Cache;
    },
    keys: async () => [...all.keys()],
    delete: async (name) => all.delete(name),
  };
}
