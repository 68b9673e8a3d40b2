import type { TowerGraph } from '../../core/graph/tower-graph.ts';
import type { CallOptions } from '../../engine/calls.ts';
import type { Prepared } from '../keeping/prepared.ts';
import type { Preparation } from '../runtime/open-tower.ts';
import type { ParameterSources } from './parameter-values.ts';
import { preparationOf } from './preparation-key.ts';

/** How the weights of one tower are found again at another load; `null` where nothing tells them from others. */
export async function keptWeights(
  tower: 'image' | 'text',
  graph: TowerGraph,
  made: Pick<ParameterSources, 'architecture' | 'report' | 'sources'>,
  prepared: Prepared,
): Promise<Preparation | null> {
  const preparation = await preparationOf(graph, made);
  if (!preparation) return null;
  const { key, of, kept } = preparation;
  if (!kept) return { key, recall: async () => null, keep: async () => undefined };
  const { model, precision, weights } = graph;
  const lengths = weights.map(({ byteLength }) => byteLength);
  const name = { key, of, tower, precision, model, lengths };
  return {
    key,
    async recall({ signal, onProgress }: CallOptions) {
      const total = lengths.reduce((sum, length) => sum + length, 0);
      let done = 0;
      const found = await prepared.recall(name, (bytes) => {
        signal?.throwIfAborted();
        done += bytes;
        onProgress?.({ stage: 'prepare', done, total, unit: 'bytes' });
      });
      signal?.throwIfAborted();
      return found;
    },
    keep: (weightsMade) => prepared.keep(name, weightsMade),
  };
}
