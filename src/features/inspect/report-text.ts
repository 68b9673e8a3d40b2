import { LIKENESSES } from '../../core/checkpoint/compare-models.ts';
import { loaderAccounts } from '../../core/checkpoint/loaders/loader-accounts.ts';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { lawDeviation, lawMean } from '../../core/init/law-facts.ts';
import type { ReportExtras } from '../../export/report-json.ts';
import type { Words } from '../../words/translate.ts';
import { loaderSentence } from './loader-words.ts';
import { weightWords } from './number-words.ts';
import { partFacts } from './part-facts.ts';
import {
  knownParameters,
  orderSentence,
  originWords,
  scaleNote,
  untoldSentences,
  verdictSentence,
  wrappingSentences,
} from './report-words.ts';

/** The whole report as plain text in the page's language, to be pasted into a mail or an issue. */
export function reportText(words: Words, report: LoadReport, extras: ReportExtras): string {
  const { t } = words;
  const head = [
    verdictSentence(words, report),
    t('look.files', { names: report.files.join(', ') || '–' }),
    ...untoldSentences(words, report),
    ...wrappingSentences(words, report),
    `${t('inspect.rule')}: ${t(`rule.${report.rule.id}`)}, ${t('look.seed', { seed: String(report.seed) })}`,
  ];
  const order = orderSentence(words, report);
  const parameters = knownParameters(report).map(
    (item) =>
      `${item.parameter.name} [${item.parameter.shape.join(', ')}]: ${originWords(words, item, report)}`,
  );
  return [
    order === null ? head : [...head, order],
    partLines(words, report),
    loaderLines(words, report),
    numberLines(words, extras),
    comparisonLines(words, extras),
    [`${t('inspect.parameters')}:`, ...parameters],
  ]
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

function partLines(words: Words, report: LoadReport): string[] {
  const { t, number, bytes } = words;
  return partFacts(report).map((part) => {
    const amount =
      part.numbersInFile > 0
        ? ` (${t('look.amount', { count: part.numbersInFile, numbers: number(part.numbersInFile), bytes: bytes(part.bytesInFile) })})`
        : '';
    const file = `${t('parts.file')} ${t(`look.${part.inFile}`)}${amount}`;
    const left = part.randomNumbers;
    const chance =
      left > 0 ? ` (${t('parts.chance', { count: left, numbers: number(left) })})` : '';
    const known = scaleNote(words, part.after, report);
    const scale = known === null ? '' : ` (${known})`;
    return `${t(`part.${part.part}`)}: ${file}; ${t('parts.model')} ${t(`look.${part.after}`)}${chance}${scale}`;
  });
}

function loaderLines(words: Words, report: LoadReport): string[] {
  const { t } = words;
  // No loader of Python reads ONNX.
  if (report.layout === 'onnx') return [];
  return loaderAccounts(report).flatMap((account) => {
    const name = `${t(`loader.${account.loader}`)} (${t(`outcome.${account.outcome}`)})`;
    const printed = account.printed.map(({ level, text }) => `  ${level.toUpperCase()} ${text}`);
    const sentence = loaderSentence(words, account, report.parameters.length);
    return [`${name}: ${sentence}`].concat(printed);
  });
}

function numberLines(words: Words, { numbers }: ReportExtras): string[] {
  if (!numbers) return [];
  const { t } = words;
  const { name, summary, law } = numbers;
  const own = (['mean', 'deviation', 'smallest', 'largest'] as const).map(
    (fact) => `${t(`numbers.${fact}`)} ${weightWords(words, summary[fact])}`,
  );
  const fresh = [
    `${t('numbers.mean')} ${weightWords(words, lawMean(law))}`,
    `${t('numbers.deviation')} ${weightWords(words, lawDeviation(law))}`,
  ];
  return [
    `${t('numbers.of', { name })}: ${own.join(', ')}; ${t('numbers.fresh')}: ${fresh.join(', ')}`,
  ];
}

function comparisonLines({ t, number }: Words, { comparison }: ReportExtras): string[] {
  if (!comparison) return [];
  const lines = comparison.parts.map((part) => {
    const counts = LIKENESSES.filter((kind) => part[kind] > 0).map(
      (kind) => `${t(`like.${kind}`)} ${number(part[kind])}`,
    );
    return `${t(`part.${part.part}`)}: ${counts.join(', ')}`;
  });
  return [`${t('compare.table')}:`, ...lines];
}
