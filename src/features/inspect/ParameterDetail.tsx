import type { LoadReport, ParameterReport } from '../../core/checkpoint/load-report.ts';
import { lawDeviation, lawMean } from '../../core/init/law-facts.ts';
import type { ParameterNumbers } from '../../engine/inspecting.ts';
import type { NumbersAsked } from '../../store/asked.ts';
import { Progress } from '../../ui/Progress.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './numbers.module.css';
import { NumbersHistogram } from './NumbersHistogram.tsx';
import { lawBounds, weightWords } from './number-words.ts';
import { originWords } from './report-words.ts';

interface Props {
  readonly item: ParameterReport;
  readonly report: LoadReport;
  readonly answer: NumbersAsked['answer'];
}

/** The numbers of one parameter beside those of a fresh start. */
export function ParameterDetail({ item, report, answer }: Props) {
  const words = useWords();
  const { t } = words;
  const { name, shape } = item.parameter;
  const isKnown = item.provenance.kind === 'loaded' || item.provenance.kind === 'told';
  return (
    <section
      className={styles.detail}
      data-chance={!isKnown}
      aria-label={t('numbers.of', { name })}
    >
      <h3 className={styles.title}>
        <code>
          {name} [{shape.join(', ')}]
        </code>
      </h3>
      <p className={styles.origin}>{originWords(words, item, report)}</p>
      <div role="status">
        {answer.kind === 'asking' && (
          <Progress label={t(isKnown ? 'numbers.reading' : 'numbers.drawing')} value={null} />
        )}
        {answer.kind === 'failed' && (
          <p className={styles.problem}>{errorSentence(words, answer.error)}</p>
        )}
        {answer.kind === 'known' && <Facts numbers={answer.value} />}
      </div>
    </section>
  );
}

function Facts({ numbers }: { readonly numbers: ParameterNumbers }) {
  const words = useWords();
  const { t, number } = words;
  const { summary, law } = numbers;
  const bounds = lawBounds(law);
  const rows = [
    ['mean', summary.mean, lawMean(law)],
    ['deviation', summary.deviation, lawDeviation(law)],
    ['smallest', summary.smallest, bounds?.[0] ?? null],
    ['largest', summary.largest, bounds?.[1] ?? null],
  ] as const;
  return (
    <>
      <NumbersHistogram numbers={numbers} />
      <table className={styles.facts}>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">{t('numbers.fact')}</span>
            </th>
            <th scope="col">{t('numbers.own')}</th>
            <th scope="col">{t('numbers.fresh')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t('numbers.count')}</th>
            <td>{number(summary.count)}</td>
            <td>{number(summary.count)}</td>
          </tr>
          {rows.map(([fact, own, fresh]) => (
            <tr key={fact}>
              <th scope="row">{t(`numbers.${fact}`)}</th>
              <td>{summary.finite > 0 ? weightWords(words, own) : t('numbers.none')}</td>
              <td>{fresh === null ? t('numbers.unbounded') : weightWords(words, fresh)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {summary.nan > 0 && (
        <p className={styles.problem}>{t('numbers.nan', { count: summary.nan })}</p>
      )}
      {summary.infinite > 0 && (
        <p className={styles.problem}>{t('numbers.infinite', { count: summary.infinite })}</p>
      )}
    </>
  );
}
