import { useState } from 'react';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { reportAsJson, type ReportExtras } from '../../export/report-json.ts';
import { liveModel } from '../../store/slices/inspect.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { saveFile } from '../../browser/save-file.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './inspect.module.css';
import { reportText } from './report-text.ts';

interface Props {
  readonly report: LoadReport;
  readonly column: string | null;
}

/** The report to take along: as text on the clipboard, or all of it as a file. */
export function ReportActions({ report, column }: Props) {
  const words = useWords();
  const { t } = words;
  const model = usePage((all) => liveModel(all.columns.find(({ id }) => id === column)));
  const numbers = usePage((all) => all.numbers);
  const comparison = usePage((all) => all.comparison);
  const [copied, setCopied] = useState<'inspect.copied' | 'inspect.uncopied' | null>(null);
  const about = (id: string): boolean => model?.id === id;
  const extras: ReportExtras = {
    numbers: numbers?.answer.kind === 'known' && about(numbers.model) ? numbers.answer.value : null,
    comparison:
      comparison?.answer.kind === 'known' && comparison.models.some(about)
        ? comparison.answer.value
        : null,
  };
  return (
    <div className={styles.actions}>
      <Button
        icon="list"
        onClick={() =>
          void navigator.clipboard.writeText(reportText(words, report, extras)).then(
            () => setCopied('inspect.copied'),
            () => setCopied('inspect.uncopied'),
          )
        }
      >
        {t(copied ?? 'inspect.copy')}
      </Button>
      <Button
        icon="download"
        onClick={() => {
          const json = new Blob([reportAsJson(report, extras)], { type: 'application/json' });
          saveFile('load-report.json', json);
        }}
      >
        {t('inspect.json')}
      </Button>
    </div>
  );
}
