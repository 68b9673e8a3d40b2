/**
 * The items of a list that has a mark before each of its lines: numbers, bullets, class numbers with a name, WordNet
 * identifiers. `null` where not every line has one. A comma in such a line belongs to the item.
 */
export function markedLines(text: string): readonly string[] | null {
  const lines = text.split(/\r\n|[\n\r\u{2028}\u{2029}]/u).filter((line) => line.trim() !== '');
  // A heading such as `names:` or `id,label` stands above its list.
  const [first = '', ...others] = lines;
  const headed = /^[\p{L}\p{N} _"',\t]{1,40}:?$/u.test(first.trim()) && others.length > 1;
  return itemsOf(lines) ?? (headed ? itemsOf(others) : null);
}

function itemsOf(lines: readonly string[]): readonly string[] | null {
  for (const mark of MARKS) {
    const matches = lines.map((line) => mark.exec(line));
    const items = matches.flatMap((match) => (match?.groups ? [match.groups] : []));
    if (items.length !== lines.length || items.length === 0) continue;
    const texts = items.map(({ item = '' }) => item.replace(/\s*[,;，；、]\s*$/u, ''));
    const numbers = items.flatMap(({ number }) => (number === undefined ? [] : [Number(number)]));
    if (numbers.length === 0 || areMarks(numbers, texts, mark === BARE_NUMBER))
      return ordered(texts, numbers);
  }
  return inline(lines);
}

const BULLET =
  /^\s*(?:(?:[-*+–—·>→]|\[[ x]\])\s+(?:\[[ x]\]\s+)?|[•‣◦▪▫●○■□⁃∙]\s*|[①-⑳]\s*|n\d{8}[\s,:]+)(?<item>\S.*)$/iu;
/** `1. cat`, `2) dog`, `(3) bird`, `4: owl`, `5、鸟`, `"6": "fox",`, `7,cow`. */
const NUMBER =
  /^\s*[([]?["']?(?<number>\d{1,9})["']?(?:\s*[.)\]:：．）、=]\)?|\s*[,;，\t]|\s+[-–—])\s*(?<item>[^\s\d].*|\d.*\p{L}.*)$/u;
/** Teachable Machine's `labels.txt`: `0 Class 1`. */
const BARE_NUMBER = /^\s*(?<number>\d{1,9})\s+(?<item>\S.*)$/u;

const MARKS: readonly RegExp[] = [BULLET, NUMBER, BARE_NUMBER];

/** Whether numbers count the lines, and are no part of what stands behind them. */
function areMarks(numbers: readonly number[], texts: readonly string[], isBare: boolean): boolean {
  if (numbers.length < 2 || new Set(numbers).size < numbers.length) return false;
  if (!isBare) return true;
  const [start = -1] = numbers;
  const counts = numbers.every((number, index) => number === start + index);
  // "1 apple, 2 apples, 3 apples" are labels that count.
  const things = texts.slice(1 - start).every((text) => /s$/i.test(text)) && start === 1;
  return counts && (start === 0 || start === 1) && !things && new Set(texts).size === texts.length;
}

/** Ids in another order say which class is which. */
function ordered(texts: readonly string[], numbers: readonly number[]): readonly string[] {
  if (numbers.length === 0) return texts;
  const places = texts.map((_, index) => index);
  return places
    .toSorted((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0))
    .map((place) => texts[place] ?? '');
}

/** `1. cat 2. dog 3. bird` in one line. */
function inline(lines: readonly string[]): readonly string[] | null {
  const [line = ''] = lines;
  const marks = [...line.matchAll(/(?:^|\s)\(?(\d{1,3})[.)、]\s*(?=\p{L})/gu)];
  const counts = marks.every(
    ([, number], index) => Number(number) === Number(marks[0]?.[1]) + index,
  );
  if (lines.length !== 1 || marks.length < 2 || !counts || line.search(/\S/) !== marks[0]?.index)
    return null;
  return marks.map((mark, index) =>
    line.slice(mark.index + mark[0].length, marks[index + 1]?.index).replace(/[\s,;，；、]+$/u, ''),
  );
}
