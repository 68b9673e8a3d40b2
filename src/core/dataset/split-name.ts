/** What a part of a data set is for, by the name that people give it. */
export type SplitRole = 'test' | 'val' | 'train';

const ROLES: Readonly<Record<string, SplitRole>> = {
  test: 'test',
  testing: 'test',
  tests: 'test',
  holdout: 'test',
  val: 'val',
  valid: 'val',
  validation: 'val',
  validate: 'val',
  dev: 'val',
  eval: 'val',
  train: 'train',
  training: 'train',
  trainval: 'train',
  测试集: 'test',
  测试: 'test',
  验证集: 'val',
  验证: 'val',
  训练集: 'train',
  训练: 'train',
};

/** The role of `test`, `Valid`, `train_set`, `test2017`, `test-images` and the like; `null` for any other name. */
export function splitRole(name: string): SplitRole | null {
  const plain = name
    .normalize('NFC')
    .toLowerCase()
    .trim()
    .replace(/^(images?|imgs?)[-_. ]/, '')
    .replace(/[-_. ]?(set|data|dataset|images?|imgs?|split|\d{1,4})$/, '');
  return Object.hasOwn(ROLES, plain) ? (ROLES[plain] ?? null) : null;
}

const ORDER: readonly SplitRole[] = ['test', 'val', 'train'];

/** Names of splits as they should be tried: what is for testing first. */
export function bySplitRole(names: readonly string[]): string[] {
  const place = (name: string): number => {
    const role = splitRole(name);
    return role === null ? ORDER.length : ORDER.indexOf(role);
  };
  return names.toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
