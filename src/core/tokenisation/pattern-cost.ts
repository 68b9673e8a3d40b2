import { type PatternNode, readPattern } from './pattern-tree.ts';
import { TokenizerError, TOKENIZER_BOUNDS } from './tokenizer-bounds.ts';

interface Cost {
  /** Repetitions without end that may all be tried again: the work at one place is the text's length to this power. */
  readonly degree: number;
  /** Ways to try the rest. */
  readonly ways: number;
}

/** A repetition that may end at more places than this counts as one without end. */
const FEW = 16;
/** A repetition of a known number is compiled as that many copies of its part. */
const MOST_COPIES = 20_000;

/**
 * Checks that a regular expression cannot take more than a second or so over a text of `length` characters. The check is a
 * bound, not an estimate: what repeats a part that has repetitions or choices of its own is refused, although some such
 * expressions would be harmless.
 * @returns the fewest characters of a match
 * @throws TokenizerError
 */
export function checkPattern(pattern: string, length: number): number {
  const tree = readPattern(pattern);
  if (copiesOf(tree) > MOST_COPIES) {
    throw new TokenizerError('a regular expression repeats its parts too many times');
  }
  const steps = patternSteps(tree, length);
  if (!(steps <= TOKENIZER_BOUNDS.patternSteps)) {
    throw new TokenizerError(
      'a regular expression could take minutes over one text (it can match the same letters in too many ways)',
    );
  }
  return shortest(tree);
}

/**
 * Places that a backtracking matcher may try over a text of that length, up to a factor of the pattern's own length.
 * @throws TokenizerError where no power of the length bounds them
 */
export function patternSteps(tree: PatternNode, length: number): number {
  const options = tree.kind === 'choice' ? tree.options : [tree];
  return options
    .map((option) => costOf(option, false))
    .reduce((sum, { degree, ways }) => sum + ways * length ** (degree + 1), 0);
}

/** @param canFail whether what comes behind may fail, so that this is tried again in another way */
function costOf(node: PatternNode, canFail: boolean): Cost {
  switch (node.kind) {
    case 'character':
      return { degree: 0, ways: 1 };
    case 'assertion':
      return node.body ? costOf(node.body, true) : { degree: 0, ways: 1 };
    case 'choice': {
      const costs = node.options.map((option) => costOf(option, canFail));
      return {
        degree: Math.max(...costs.map(({ degree }) => degree)),
        ways: costs.reduce((sum, { ways }) => sum + ways, 0),
      };
    }
    case 'sequence':
      return sequenceCost(node.items, canFail);
    case 'repeat':
      return repeatCost(node, canFail);
  }
}

function sequenceCost(items: readonly PatternNode[], canFail: boolean): Cost {
  let [degree, ways, fails] = [0, 1, canFail];
  for (const item of items.toReversed()) {
    const cost = costOf(item, fails);
    degree += cost.degree;
    ways *= cost.ways;
    fails ||= item.kind === 'assertion' || shortest(item) > 0;
  }
  return { degree, ways };
}

function repeatCost(
  { body, least, most }: Extract<PatternNode, { kind: 'repeat' }>,
  canFail: boolean,
): Cost {
  if (hasOneWay(body)) {
    if (most - least > FEW) return { degree: canFail ? 1 : 0, ways: 1 };
    return { degree: 0, ways: canFail ? most - least + 1 : 1 };
  }
  if (most > FEW) {
    throw new TokenizerError(
      'a regular expression repeats a part that has repetitions or choices of its own, which can take for ever',
    );
  }
  // Behind each copy but the last another one may fail.
  const { degree, ways } = costOf(body, canFail || most > 1);
  return { degree: degree * most, ways: (ways + (most > least ? 1 : 0)) ** most };
}

/** Whether a text can be matched in one way only, of one length. */
function hasOneWay(node: PatternNode): boolean {
  if (node.kind === 'character') return true;
  if (node.kind === 'sequence') return node.items.length > 0 && node.items.every(hasOneWay);
  return node.kind === 'repeat' && node.least === node.most && hasOneWay(node.body);
}

function copiesOf(node: PatternNode): number {
  switch (node.kind) {
    case 'character':
      return 1;
    case 'assertion':
      return node.body ? copiesOf(node.body) : 1;
    case 'choice':
      return node.options.reduce((sum, option) => sum + copiesOf(option), 0);
    case 'sequence':
      return node.items.reduce((sum, item) => sum + copiesOf(item), 0);
    case 'repeat':
      return copiesOf(node.body) * Math.max(1, Number.isFinite(node.most) ? node.most : node.least);
  }
}

/** Characters of the shortest match. */
function shortest(node: PatternNode): number {
  switch (node.kind) {
    case 'character':
      return 1;
    case 'assertion':
      return 0;
    case 'choice':
      return Math.min(...node.options.map(shortest));
    case 'sequence':
      return node.items.reduce((sum, item) => sum + shortest(item), 0);
    case 'repeat':
      return node.least * shortest(node.body);
  }
}
