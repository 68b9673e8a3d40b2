/** Longest list of files that an index may name; the largest published models have some two hundred. */
const MAX_SHARDS = 1000;

/**
 * The files of a sharded checkpoint, in order, by its index (`model.safetensors.index.json`, whose `weight_map` names a
 * file for each tensor). Throws a `TypeError` where it is none, names too many, or names one outside its own folder.
 */
export function shardsOfIndex(json: unknown): readonly string[] {
  const map = (json as { weight_map?: unknown } | null)?.weight_map;
  if (typeof map !== 'object' || map === null) throw new TypeError('It holds no "weight_map".');
  const names = new Set<unknown>(Object.values(map));
  for (const name of names) {
    if (typeof name !== 'string' || !/^[^/\\]+\.safetensors$/.test(name)) {
      throw new TypeError('It names something that is no .safetensors file beside it.');
    }
  }
  if (names.size === 0) throw new TypeError('It names no file.');
  if (names.size > MAX_SHARDS) throw new TypeError(`It names more than ${MAX_SHARDS} files.`);
  return [...(names as Set<string>)].toSorted();
}

/** Whether a file of this name is such an index. */
export function isShardIndex(name: string): boolean {
  return name.toLowerCase().endsWith('.safetensors.index.json');
}
