import { useState } from 'react';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { CompareHeaders } from './CompareHeaders.tsx';
import { ComparePanel } from './ComparePanel.tsx';
import styles from './inspect.module.css';
import { LoaderWords } from './LoaderWords.tsx';
import { ParameterList } from './ParameterList.tsx';
import { PartPicture } from './PartPicture.tsx';
import { ReportActions } from './ReportActions.tsx';
import {
  orderSentence,
  someNames,
  untoldSentences,
  verdictSentence,
  wrappingSentences,
} from './report-words.ts';

const VIEWS = ['parameters', 'loaders', 'compare'] as const;
type View = (typeof VIEWS)[number];

interface Props {
  readonly report: LoadReport;
  /** Id of the column that has loaded what the report says; `null` where nothing is loaded yet. */
  readonly column: string | null;
  /** What is shown below, where somebody else holds it. */
  readonly view?: View | undefined;
  readonly onView?: (view: View) => void;
}

/** A load report as a picture that a room can read, and below it one of the ways to look closer. */
export function ReportView({ report, column, view: given, onView }: Props) {
  const words = useWords();
  const { t } = words;
  const [own, setOwn] = useState<View>('parameters');
  const view = given ?? own;
  // No loader of Python reads ONNX.
  const views = VIEWS.filter((one) => one !== 'loaders' || report.layout !== 'onnx');
  const order = orderSentence(words, report);
  const ready = Object.values(report.ready ?? {});
  return (
    <>
      <p
        className={styles.verdict}
        data-good={/^(complete|both-towers)$/.test(report.verdict.kind)}
      >
        {verdictSentence(words, report)}
      </p>
      <div className={styles.bar}>
        <p className={styles.facts}>
          {t('look.files', { names: report.files.join(', ') || '–' })}
          {report.layout && t('look.layout', { layout: report.layout })}
        </p>
        <ReportActions report={report} column={column} />
      </div>
      {ready.length > 0 && (
        <p className={styles.facts}>{t('formats.ready', { names: ready.join(', ') })}</p>
      )}
      {[...untoldSentences(words, report), ...wrappingSentences(words, report)].map((sentence) => (
        <p key={sentence} className={styles.facts}>
          {sentence}
        </p>
      ))}
      {report.sides?.map(({ name, parts }) => (
        <p key={name} className={styles.facts}>
          {t('towers.side', { name, parts: parts.map((part) => t(`part.${part}`)).join(', ') })}
        </p>
      ))}
      {order !== null && <p className={styles.facts}>{order}</p>}
      <PartPicture report={report} />
      <Tabs
        label={t('inspect.show')}
        value={view}
        tabs={views.map((one) => ({ value: one, text: t(`inspect.show.${one}`) }))}
        onChange={onView ?? setOwn}
      >
        {view === 'parameters' && (
          <>
            <ParameterList report={report} column={column} />
            <LeftOver name="look.unexpected" pieces={report.unexpected} />
            <LeftOver name="look.beside" pieces={report.beside} />
            <LeftOver name="look.buffers" pieces={report.buffers} />
          </>
        )}
        {view === 'loaders' && <LoaderWords report={report} />}
        {view === 'compare' &&
          (column === null ? <CompareHeaders report={report} /> : <ComparePanel column={column} />)}
      </Tabs>
    </>
  );
}

interface LeftOverProps {
  readonly name: 'look.unexpected' | 'look.beside' | 'look.buffers';
  readonly pieces: LoadReport['unexpected'];
}

function LeftOver({ name, pieces }: LeftOverProps) {
  const { t } = useWords();
  if (pieces.length === 0) return null;
  const names = someNames(pieces.map(({ tensor }) => tensor.name));
  return <p className={styles.facts}>{t(name, { names })}</p>;
}
