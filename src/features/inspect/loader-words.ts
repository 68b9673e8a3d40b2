import type { LoaderAccount } from '../../core/checkpoint/loaders/loader-accounts.ts';
import type { Words } from '../../words/translate.ts';

/** What a loader says of a load, in one sentence of ours. */
export function loaderSentence({ t }: Words, account: LoaderAccount, parameters: number): string {
  const { loader, outcome, check, ignored, random } = account;
  if (outcome === 'refused') {
    const kinds = ['missing', 'unexpected', 'mismatched'] as const;
    const what = kinds
      .filter((kind) => check[kind].length > 0)
      .map((kind) => t(`strict.${kind}`, { count: check[kind].length }));
    return t('says.refused', { what: what.join(', ') });
  }
  if (loader === 'timm' && outcome === 'silent')
    return t('says.silent-timm', { count: ignored, ignored });
  if (loader === 'timm' && outcome === 'complete') return t('says.complete-tower');
  if (outcome === 'warned' && random === parameters) return t('says.warned-random', { random });
  return t(`says.${outcome}`, { random });
}
