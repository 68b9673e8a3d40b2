import { importPart } from '../parts/import-part.ts';
/**
 * ImageNet's thousand class names as OpenAI rewrote them, by class number. Two names stand for two classes each
 * (`missile` 657 and 744, `sunglasses` 836 and 837): the number, not the name, tells the class.
 */
export async function loadImagenetNames(): Promise<readonly string[]> {
  return (await importPart(() => import('./data/imagenet-names.json'))).default.names;
}

/** The same classes in Chinese, by class number; what they were taken from stands in the file. A few classes share a name. */
export async function loadChineseImagenetNames(): Promise<readonly string[]> {
  return (await importPart(() => import('./data/imagenet-names-zh.json'))).default.names;
}

/** Class number, 0 to 999, by WordNet identifier, which names ImageNet's folders (`n01440764` is 0, a tench). */
export async function loadImagenetNumbers(): Promise<ReadonlyMap<string, number>> {
  const { wnids } = (await importPart(() => import('./data/imagenet-wnids.json'))).default;
  return new Map(wnids.split(' ').map((wnid, number) => [wnid, number]));
}
