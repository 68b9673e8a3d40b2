import { webDatasetKey } from '../../core/archive/webdataset.ts';
import { type SidecarLabel, sidecarLabel } from '../../core/dataset/sidecar-label.ts';
import type { FoundFile } from './found.ts';

/** Digits or a name. */
const MOST_CLASS_BYTES = 256;
/** Texts that differ nearly everywhere are captions, not classes. */
const MOST_DISTINCT = 0.75;

export interface LabelsBeside {
  /** Class by WebDataset's key. */
  readonly labels: ReadonlyMap<string, SidecarLabel>;
  /** Files that told one. */
  readonly used: ReadonlySet<FoundFile>;
}

/**
 * Classes that files beside the pictures tell: `.cls` anywhere, `.json` and `.txt` in tar archives, the first of these that a
 * picture has. `null` where they tell none.
 */
export async function labelsBeside(
  others: readonly FoundFile[],
  pictures: readonly FoundFile[],
  signal: AbortSignal,
): Promise<LabelsBeside | null> {
  const keys = new Set(pictures.map(({ path }) => webDatasetKey(path).key));
  const beside = others.filter(({ path }) => keys.has(webDatasetKey(path).key));
  for (const extension of ['cls', 'json', 'txt']) {
    const labels = new Map<string, SidecarLabel>();
    const used = new Set<FoundFile>();
    for (const file of beside) {
      const { key, extension: own } = webDatasetKey(file.path);
      if (own !== extension) continue;
      const text = await textOf(file, signal);
      const label = text === null ? null : sidecarLabel(extension, text);
      if (!label) continue;
      labels.set(key, label);
      used.add(file);
    }
    const some = extension === 'cls' ? 1 : pictures.length / 2;
    if (labels.size > 0 && labels.size >= some && (extension === 'cls' || repeats(labels))) {
      return { labels, used };
    }
  }
  return null;
}

function repeats(labels: ReadonlyMap<string, SidecarLabel>): boolean {
  const distinct = new Set([...labels.values()].map((label) => labelKey(label)));
  return distinct.size <= Math.max(2, labels.size * MOST_DISTINCT);
}

/** What the class is called in the data. */
export function labelKey(label: SidecarLabel): string {
  return label.kind === 'number' ? String(label.number) : label.name;
}

async function textOf(file: FoundFile, signal: AbortSignal): Promise<string | null> {
  if (file.text !== null) return file.text;
  if (webDatasetKey(file.path).extension !== 'cls' || file.bytes > MOST_CLASS_BYTES) return null;
  return (await file.read(signal)).text();
}
