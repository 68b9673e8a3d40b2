import fc from 'fast-check';
import { expect, test } from 'vitest';
import { goldenJson, hasGolden } from '../../../testing/golden.ts';
import { takeLabels } from '../take-labels.ts';
import { readList } from './read-list.ts';

const CASES = 'field/56-pasted-label-lists/cases.json';
interface Case {
  readonly paste?: string;
  readonly type?: unknown;
  readonly right: unknown;
}
const cases = hasGolden(CASES) ? (goldenJson(CASES) as readonly Case[]) : [];
if (cases.length === 0)
  console.warn('The pasted lists are not beside the project: their test is skipped.');

const labelsIn = (text: string): readonly string[] => takeLabels(readList(text)).labels;

test.skipIf(cases.length === 0)('lists as people have them become what was meant', () => {
  const lists = cases.flatMap(({ paste, type, right }) => {
    const text = paste ?? type;
    return typeof text === 'string' && Array.isArray(right) ? [[text, right] as const] : [];
  });
  expect(lists.length).toBeGreaterThan(7);
  for (const [text, right] of lists) expect(labelsIn(text), text).toEqual(right);
  expect(labelsIn('cat\u{200b}, cat')).toEqual(['cat']);
});

const three = ['cat', 'dog', 'bird'];

test.each([
  // Lists of Python, JSON and JavaScript, whole or cut.
  ["['cat', 'dog', 'bird']", three],
  ['labels = ["cat", "dog", "bird"]', three],
  ["CLASSES: list[str] = ['cat', 'dog', 'bird',]", three],
  ["const labels = ['cat', 'dog', `bird`];", three],
  ["('cat', 'dog', 'bird')", three],
  ["{'cat', 'dog', 'bird'}", three],
  ["np.array(['cat', 'dog', 'bird'], dtype='<U4')", three],
  ["['cat' 'dog' 'bird']", three],
  ['[cat, dog, bird]', three],
  ["[\n  'cat',  # the first\n  'dog',\n  'bird'\n]", three],
  ["['cat', 'dog', 'bird'", three],
  ["'cat', 'dog', 'bird']", three],
  ['[["cat"], ["dog", "bird"]]', three],
  ["[u'cat', b'dog', r'bird', None]", three],
  ['["it\'s", \'a "b"\', "caf\\u00e9"]', ["it's", 'a "b"', 'café']],
  // Dictionaries of ids, either way round and in any order.
  ["{1: 'dog', 0: 'cat', 2: 'bird'}", three],
  ['{"cat": 0, "bird": 2, "dog": 1}', three],
  ['"id2label": {"0": "cat", "1": "dog", "2": "bird"},', three],
  ['{"model_type": "clip", "id2label": {"0": "cat", "1": "dog", "2": "bird"}}', three],
  ["id2label = {10: 'bird', 2: 'dog', 0: 'cat'}", three],
  [
    '{"0": ["n02123045", "tabby, tabby cat"], "1": ["n01440764", "tench"]}',
    ['tabby, tabby cat', 'tench'],
  ],
  ['[{"id": 1, "name": "cat"}, {"id": 2, "name": "dog"}]', ['cat', 'dog']],
  ["0: 'cat',\n1: 'dog',\n2: 'bird',", three],
  ['names:\n  0: cat\n  1: dog\n  2: bird', three],
  ['names: [cat, dog, bird]', three],
  // Numbers and bullets.
  ['1. cat\n2. dog\n3. bird', three],
  ['1) cat\r\n2) dog\r\n3) bird\r\n', three],
  ['(1) cat\n(2) dog\n(3) bird', three],
  ['1、cat\n2、dog\n3、bird', three],
  ['0 cat\n1 dog\n2 bird', three],
  ['0\tcat\n1\tdog\n2\tbird', three],
  ['id,label\n0,cat\n1,dog\n2,bird', three],
  ['1. cat 2. dog 3. bird', three],
  ['- cat\n- dog\n\n- bird', three],
  ['Labels:\n- cat\n- dog\n- bird', three],
  ['•cat\n•dog\n•bird', three],
  ['- [ ] cat\n- [x] dog\n- [ ] bird', three],
  ['① cat\n② dog\n③ bird', three],
  ['n01440764 tench, Tinca tinca\nn01443537 goldfish', ['tench, Tinca tinca', 'goldfish']],
  ['1. "cat"\n2. "dog"\n3. "bird"', three],
  // Quotes.
  ['"a cat, sitting"; "a dog, running"', ['a cat, sitting', 'a dog, running']],
  ['“a cat, sitting”, “a dog”', ['a cat, sitting', 'a dog']],
  ['„Katze, klein“, „Hund“', ['Katze, klein', 'Hund']],
  ['「猫、小」、「犬」', ['猫、小', '犬']],
  ['"a ""big"" cat", dog', ['a "big" cat', 'dog']],
  ["bird's nest, dogs' toys, '90s car", ["bird's nest", "dogs' toys", "'90s car"]],
  ['"cat" "dog" "bird"', three],
  ['"cat"', ['cat']],
  // Separators.
  ['cat | dog|bird', three],
  ['cat;dog；bird', three],
  ['cat，dog、bird', three],
  ['قطة، كلب', ['قطة', 'كلب']],
  ['cat • dog • bird', three],
  ['cat\u{2028}dog\u{2029}bird', three],
  ['1,000 dogs, cat', ['1,000 dogs', 'cat']],
  ['1,2,3', ['1', '2', '3']],
  // References of HTML.
  ['rock &amp; roll, caf&eacute;, dog&#39;s', ['rock & roll', 'café', "dog's"]],
  ['[&quot;cat&quot;, &quot;dog&quot;]', ['cat', 'dog']],
  ['rock &amp;amp; roll', ['rock & roll']],
  ['AT&T', ['AT&T']],
  // Labels that only look like a notation.
  ['cat (pet)', ['cat (pet)']],
  ['(cat)', ['(cat)']],
  ['<b>cat</b>', ['<b>cat</b>']],
  ['2 dogs', ['2 dogs']],
  ['1 apple\n2 apples\n3 apples', ['1 apple', '2 apples', '3 apples']],
  ['101 dalmatians\n102 dalmatians', ['101 dalmatians', '102 dalmatians']],
  ['-5 degrees', ['-5 degrees']],
  ['a photo: cat', ['a photo: cat']],
  ['Canon EOS 5D', ['Canon EOS 5D']],
  ['3.5 stars, 4.5 stars', ['3.5 stars', '4.5 stars']],
  ['f(x) = x', ['f(x) = x']],
  ['$& {label} \\n', ['$& {label} \\n']],
] as const)('%j', (text, right) => {
  expect(labelsIn(text)).toEqual(right);
});

test('plain words between commas come back whatever they are, and nothing throws or lasts', () => {
  const word = fc.stringMatching(/^[a-zäé猫][a-z 猫'-]{0,12}[a-z猫]$/u);
  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 20 }), (words) => {
      const clean = takeLabels(words).labels;
      for (const comma of [', ', '\n', '、', ' | '])
        expect(labelsIn(clean.join(comma))).toEqual(clean);
      expect(labelsIn(JSON.stringify(clean))).toEqual(clean);
    }),
  );
  const any = fc.string({
    unit: fc.constantFrom(...Array.from('[](){}\'"`,:;=.#/\\|&*-– \n\t019abn猫“”「」')),
    maxLength: 200,
  });
  fc.assert(fc.property(any, (text) => void labelsIn(text)));
  for (const part of ['[', '"', "'a ", '[[', '1. ', '- ', '{"a":', '&amp;', ' ', 'a:', '\\'])
    labelsIn(part.repeat(20_000));
});

test.each(['{}', '[]', '()'])('%s holds nothing, so it is a label like any other', (text) => {
  expect(readList(text)).toEqual([text]);
});
