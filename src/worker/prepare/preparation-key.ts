import { sha256OfText } from '../../browser/sha256.ts';
import type { ParameterReport } from '../../core/checkpoint/load-report.ts';
import { tensorsOf } from '../../core/checkpoint/readable-pieces.ts';
import { PREPARATION_VERSION } from '../../core/graph/preparation-version.ts';
import type { TowerGraph } from '../../core/graph/tower-graph.ts';
import { fingerprint } from '../../core/numbers/fingerprint.ts';
import type { ParameterSources } from './parameter-values.ts';

/** What the weights of one tower are made of. */
interface Made {
  /** Equal for preparations that give the same bytes: 32 hexadecimal digits that nobody can forge. */
  readonly key: string;
  /** Addresses of the files that they are made of. */
  readonly of: readonly string[];
  /** All those files stay in the browser's storage. */
  readonly kept: boolean;
}

/**
 * What stands for the weights of a graph before they are made: which graph, which tensors of which versions of which files, which law,
 * seed and order where they are drawn. `null` where a file cannot be told apart from another version of itself, or none is
 * on the web.
 */
export async function preparationOf(
  graph: TowerGraph,
  { architecture, report, sources }: Pick<ParameterSources, 'architecture' | 'report' | 'sources'>,
): Promise<Made | null> {
  const wanted = new Set(graph.weights.map(({ parameter }) => parameter));
  const own = report.parameters.filter(({ parameter }) => wanted.has(parameter.name));
  const versions = new Map<string, string>();
  const of = new Set<string>();
  let kept = true;
  for (const name of own.flatMap(filesOf)) {
    const version = sources.get(name)?.version?.();
    if (!version) return null;
    versions.set(name, version.id);
    of.add(version.url);
    kept &&= version.kept;
  }
  if (of.size === 0) return null;
  const { seed, rule } = report;
  const drawn = own.some((one) => filesOf(one).length === 0);
  const parts = [
    PREPARATION_VERSION,
    fingerprint([graph.model]),
    graph.weights,
    own.map(({ parameter, provenance }) => [parameter, provenance]),
    [...versions],
    ...(drawn ? [architecture, rule.order, seed] : []),
  ];
  return { key: (await sha256OfText(JSON.stringify(parts))).slice(0, 32), of: [...of], kept };
}

/** Files that hold the numbers; none for what is drawn. */
function filesOf({ provenance }: ParameterReport): readonly string[] {
  if (provenance.kind !== 'loaded' && provenance.kind !== 'trained') return [];
  return provenance.pieces.flatMap(tensorsOf).map(({ file }) => file);
}
