import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './inspect.module.css';
import { ParameterList } from './ParameterList.tsx';
import { afterRule, bytesInFile, inFile, verdictSentence } from './report-words.ts';

/** A load report as a picture that a room can read, and all of it in a list below. */
export function ReportView({ report }: { readonly report: LoadReport }) {
  const words = useWords();
  const { t } = words;
  return (
    <>
      <p className={styles.verdict} data-good={report.verdict.kind === 'complete'}>
        {verdictSentence(words, report)}
      </p>
      <p className={styles.facts}>
        {t('look.files', { names: report.files.join(', ') || '–' })}
        {report.layout && `, ${t('inspect.layout')}: ${report.layout}`}, {t('inspect.rule')}:{' '}
        {t(`rule.${report.rule.id}`)}
      </p>
      {report.sides?.map(({ name, parts }) => (
        <p key={name} className={styles.facts}>
          {t('towers.side', { name, parts: parts.map((part) => t(`part.${part}`)).join(', ') })}
        </p>
      ))}
      <PartTable report={report} />
      <ParameterList report={report} />
      <LeftOver name="look.unexpected" pieces={report.unexpected} />
      <LeftOver name="look.buffers" pieces={report.buffers} />
    </>
  );
}

function PartTable({ report }: { readonly report: LoadReport }) {
  const words = useWords();
  const { t } = words;
  return (
    <table className={styles.parts}>
      <thead>
        <tr>
          <th scope="col">{t('look.part')}</th>
          <th scope="col">{t('look.in-file')}</th>
          <th scope="col">{t('look.after')}</th>
        </tr>
      </thead>
      <tbody>
        {report.parts.map((part) => {
          const before = inFile(part);
          const after = afterRule(part);
          const numbers = words.number(part.numbers);
          const bytes = bytesInFile(report, part.part);
          return (
            <tr key={part.part}>
              <th scope="row">{t(`part.${part.part}`)}</th>
              <td>
                <span className={styles.swatch} data-state={before} aria-hidden="true" />
                <strong>{t(`look.${before}`)}</strong>
                {before !== 'absent' && (
                  <span>
                    {t('look.amount', { count: part.numbers, numbers, bytes: words.bytes(bytes) })}
                  </span>
                )}
              </td>
              <td>
                <span className={styles.swatch} data-state={after} aria-hidden="true" />
                <strong>{t(`look.${after}`)}</strong>
                <span>
                  {t('look.numbers', {
                    count: part.numbers,
                    numbers: after === 'loaded' ? words.number(part.loadedNumbers) : numbers,
                  })}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface LeftOverProps {
  readonly name: 'look.unexpected' | 'look.buffers';
  readonly pieces: LoadReport['unexpected'];
}

function LeftOver({ name, pieces }: LeftOverProps) {
  const { t } = useWords();
  if (pieces.length === 0) return null;
  const names = pieces.map(({ tensor }) => tensor.name);
  const more = names.length > 8 ? ` … (${names.length})` : '';
  return <p className={styles.facts}>{t(name, { names: names.slice(0, 8).join(', ') + more })}</p>;
}
