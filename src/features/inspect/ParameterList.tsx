import { useState } from 'react';
import type { LoadReport, ParameterReport } from '../../core/checkpoint/load-report.ts';
import { liveModel } from '../../store/slices/inspect.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './inspect.module.css';
import { ParameterDetail } from './ParameterDetail.tsx';
import { knownParameters, originWords } from './report-words.ts';
import { RowList } from './RowList.tsx';

interface Props {
  readonly report: LoadReport;
  /** Id of the column that has loaded what the report says; `null` where nothing is loaded yet. */
  readonly column: string | null;
}

/** Every parameter of the model with where its numbers come from, searched by name; a chosen one with its numbers. */
export function ParameterList({ report, column }: Props) {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const model = usePage((all) => liveModel(all.columns.find(({ id }) => id === column)));
  const asked = usePage((all) => all.numbers);
  const describe = usePage((all) => all.describeParameter);
  const wanted = search.trim().toLowerCase();
  const all = knownParameters(report);
  const found = all.filter((item) => isNamed(item, wanted));
  const numbers = model && asked?.model === model.id ? asked : null;
  const chosen = report.parameters.find(({ parameter }) => parameter.name === numbers?.name);
  return (
    <div className={styles.list}>
      <div className={styles.search}>
        <TextInput
          type="search"
          label={t('inspect.search')}
          place="unseen"
          value={search}
          placeholder={t('inspect.search')}
          onChange={setSearch}
        />
        <span role="note">{t('look.found', { shown: found.length, all: all.length })}</span>
      </div>
      <div className={styles.parameters}>
        <RowList
          label={t('inspect.parameters')}
          items={found}
          keyOf={({ parameter }) => parameter.name}
        >
          {(item) => (
            <Row
              item={item}
              report={report}
              chosen={item === chosen}
              onChoose={
                model && column !== null
                  ? () => void describe(column, item.parameter.name)
                  : undefined
              }
            />
          )}
        </RowList>
        {numbers && chosen ? (
          <ParameterDetail item={chosen} report={report} answer={numbers.answer} />
        ) : (
          <p className={styles.hint}>{t(hint(column, model !== null))}</p>
        )}
      </div>
    </div>
  );
}

/** A parameter is found by OpenCLIP's name and by those of its tensors in the file. */
function isNamed({ parameter, provenance }: ParameterReport, wanted: string): boolean {
  const pieces = 'pieces' in provenance ? provenance.pieces : [];
  const names = [parameter.name, ...pieces.map(({ tensor }) => tensor.name)];
  return names.some((name) => name.toLowerCase().includes(wanted));
}

function hint(column: string | null, ready: boolean) {
  if (column === null) return 'numbers.unloaded';
  return ready ? 'numbers.pick' : 'numbers.waiting';
}

interface RowProps {
  readonly item: ParameterReport;
  readonly report: LoadReport;
  readonly chosen: boolean;
  readonly onChoose: (() => void) | undefined;
}

function Row({ item, report, chosen, onChoose }: RowProps) {
  const words = useWords();
  const origin = originWords(words, item, report);
  const { name, shape } = item.parameter;
  const content = (
    <>
      <code>
        {name} [{shape.join(', ')}]
      </code>
      <span title={origin}>{origin}</span>
    </>
  );
  const { kind } = item.provenance;
  if (!onChoose) {
    return (
      <div className={styles.parameter} data-kind={kind}>
        {content}
      </div>
    );
  }
  return (
    <button
      type="button"
      className={styles.parameter}
      data-kind={kind}
      aria-pressed={chosen}
      onClick={onChoose}
    >
      {content}
    </button>
  );
}
