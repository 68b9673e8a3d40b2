import type { CSSProperties } from 'react';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { partFacts, type PartFacts } from './part-facts.ts';
import styles from './part-picture.module.css';
import { scaleNote } from './report-words.ts';

/**
 * The five parts as a picture: above what the file holds, below what the model is after the rule, each bar as wide as its
 * part's share of the numbers; between them a card a part, as the small ones are too thin to write on.
 */
export function PartPicture({ report }: { readonly report: LoadReport }) {
  const { t, percent, bytes } = useWords();
  const facts = partFacts(report);
  const sum = (of: (part: PartFacts) => number): number =>
    facts.reduce((total, part) => total + of(part), 0);
  const all = sum(({ numbers }) => numbers);
  const loaded = all > 0 ? sum((part) => part.loadedNumbers) / all : 0;
  const random = all > 0 ? sum((part) => part.randomNumbers) / all : 0;
  const size = sum((part) => part.bytesInFile);
  const digits = loaded > 0 && random > 0 ? 1 : 0;
  const trained = facts.filter((part) => part.after === 'trained');
  const repaired = trained.map(({ part }) => t(`part.${part}`)).join(', ');
  const after =
    random === 0 && trained.length > 0
      ? t('inspect.repaired', { parts: repaired })
      : random === 0
        ? t(withoutScale(facts))
        : t('parts.model-facts', {
            loaded: percent(loaded, digits),
            random: percent(random, digits),
            seed: String(report.seed),
          });
  return (
    <div className={styles.picture}>
      <p className={styles.level}>
        <strong>{t('parts.file')}</strong>
        <span>
          {size > 0
            ? t('parts.file-facts', {
                bytes: bytes(size),
                share: percent(sum((part) => part.numbersInFile) / all),
              })
            : t('parts.file-none')}
        </span>
      </p>
      <Bar facts={facts} state={(part) => part.inFile} filled={(part) => part.numbersInFile} />
      <Fan facts={facts} opens="down" />
      <ul className={styles.cards} aria-label={t('parts.names')}>
        {facts.map((part) => (
          <PartCard key={part.part} facts={part} report={report} />
        ))}
      </ul>
      <Fan facts={facts} opens="up" />
      <Bar facts={facts} state={(part) => part.after} filled={(part) => part.loadedNumbers} />
      <p className={styles.level}>
        <strong>{t('parts.model')}</strong>
        <span>{t('column.said', { name: t(`rule.${report.rule.id}`), text: after })}</span>
      </p>
    </div>
  );
}

/** Of a model of which nothing is random. */
function withoutScale(facts: readonly PartFacts[]) {
  const scale = facts.find(({ part }) => part === 'logit-scale')?.after;
  if (scale === 'told') return 'parts.model-told';
  if (scale === 'unknown') return 'parts.model-unknown';
  return scale === 'stand-in' ? 'parts.model-but-scale' : 'parts.model-all';
}

interface BarProps {
  readonly facts: readonly PartFacts[];
  readonly state: (part: PartFacts) => string;
  /** How many of the part's numbers are there. */
  readonly filled: (part: PartFacts) => number;
}

/** Shares below this one are too thin to write on. */
const WRITTEN = 0.15;

function Bar({ facts, state, filled }: BarProps) {
  const { t } = useWords();
  return (
    <div className={styles.bar} aria-hidden="true">
      {facts.map((part) => (
        <span
          key={part.part}
          className={styles.segment}
          data-state={state(part)}
          style={barStyle(part.share, filled(part) / part.numbers)}
        >
          {part.share > WRITTEN && <span>{t(`part-name.${part.part}`)}</span>}
        </span>
      ))}
    </div>
  );
}

function barStyle(share: number, filled: number): CSSProperties {
  const variables = { '--filled': `${filled * 100}%` };
  return { flexGrow: share, ...variables };
}

/** Joins each segment of the bar to its card, which is as wide as all others. */
function Fan({ facts, opens }: { facts: readonly PartFacts[]; opens: 'down' | 'up' }) {
  const width = 100 / facts.length;
  const shapes = facts.map((part, index) => {
    const [from, to] = [part.before * 100, (part.before + part.share) * 100];
    const [left, right] = [index * width + 1, (index + 1) * width - 1];
    const [bar, card] = opens === 'down' ? [0, 10] : [10, 0];
    return `${from},${bar} ${to},${bar} ${right},${card} ${left},${card}`;
  });
  return (
    <svg
      className={styles.fan}
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {shapes.map((points) => (
        <polygon key={points} points={points} />
      ))}
    </svg>
  );
}

interface CardProps {
  readonly facts: PartFacts;
  readonly report: LoadReport;
}

function PartCard({ facts, report }: CardProps) {
  const words = useWords();
  const { t, number, percent, bytes } = words;
  const { part, share, numbersInFile, after, randomNumbers } = facts;
  const note = scaleNote(words, after, report);
  const rule = t(`rule.${report.rule.id}`);
  const said = (text: string): string =>
    facts.dropped ? t('parts.dropped-by', { rule, text }) : text;
  return (
    <li className={styles.card} aria-label={t(`part-name.${part}`)}>
      <h3 className={styles.name}>{t(`part-name.${part}`)}</h3>
      <p className={styles.share}>
        {t('parts.share', { share: share > 0 && share < 0.0005 ? '< 0.1 %' : percent(share, 1) })}
      </p>
      <div className={styles.state} data-state={facts.inFile}>
        <p className={styles.where}>{t('parts.file')}</p>
        <p className={styles.what}>{t(`look.${facts.inFile}`)}</p>
        {numbersInFile > 0 && (
          <p className={styles.amount}>
            {t('look.amount', {
              count: numbersInFile,
              numbers: number(numbersInFile),
              bytes: bytes(facts.bytesInFile),
            })}
          </p>
        )}
      </div>
      <div className={styles.state} data-state={after}>
        <p className={styles.where}>{t('parts.model')}</p>
        <p className={styles.what}>{t(`look.${after}`)}</p>
        <p className={styles.amount}>
          {after === 'loaded' || after === 'trained'
            ? t('look.numbers', { count: facts.numbers, numbers: number(facts.numbers) })
            : note !== null
              ? said(note)
              : said(t('parts.chance', { count: randomNumbers, numbers: number(randomNumbers) }))}
        </p>
      </div>
    </li>
  );
}
