/** What a label's vector can be made of beside its words: this page's two ways, then four published ones. */
export const HEAD_KINDS = ['pictures', 'both', 'mean', 'logistic', 'tip-adapter', 'gda'] as const;
export type HeadKind = (typeof HEAD_KINDS)[number];

/** Kinds that need the labels' class vectors. */
export function readsWords(kind: HeadKind): boolean {
  return kind === 'both' || kind === 'tip-adapter';
}
