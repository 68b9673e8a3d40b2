import { LOAD_RULES, type LoadRuleId } from '../../core/checkpoint/load-rules.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './inspect.module.css';
import { loadedSentence } from './loaded-sentence.ts';
import { PrecisionLine } from './PrecisionLine.tsx';
import { ReportView } from './ReportView.tsx';

interface Props {
  readonly columnId: string;
  readonly view?: 'parameters' | 'loaders' | 'compare' | undefined;
}

/** The report of what a column has loaded. Choosing another rule loads it again. */
export function ReportDialog({ columnId, view }: Props) {
  const { t } = useWords();
  const column = usePage((all) => all.columns.find(({ id }) => id === columnId));
  const close = usePage((all) => all.close);
  const open = usePage((all) => all.open);
  const setRule = usePage((all) => all.setRule);
  const model = column && modelOf(column);
  if (!column || !model) return null;
  return (
    <Dialog
      page
      title={t('inspect.title', { name: t(`verdict.${model.report.verdict.kind}`) })}
      closeText={t('close')}
      onClose={close}
    >
      <RuleField rule={column.rule} onChange={(rule) => setRule(column.id, rule)} />
      <LoadedFacts column={column} model={model} />
      <ReportView
        report={model.report}
        column={column.id}
        view={view}
        onView={(next) => open({ kind: 'report', column: column.id, view: next })}
      />
    </Dialog>
  );
}

interface LoadedFactsProps {
  readonly column: Column;
  readonly model: LoadedModel;
}

/** What was loaded, in a sentence and in memory. */
function LoadedFacts({ column, model }: LoadedFactsProps) {
  const words = useWords();
  const lender = model.model.tokenizerLender;
  return (
    <div>
      <p>
        {loadedSentence(words, model, column.source)}
        {lender !== undefined && <> {words.t('tokenizer.borrowed', { name: lender })}</>}
      </p>
      <PrecisionLine column={column} model={model.model} />
    </div>
  );
}

interface RuleFieldProps {
  readonly rule: LoadRuleId;
  readonly onChange: (rule: LoadRuleId) => void;
}

/** The load rule, changed where its effect is seen. */
export function RuleField({ rule, onChange }: RuleFieldProps) {
  const { t } = useWords();
  return (
    <div className={styles.rule}>
      <Select
        label={t('inspect.rule')}
        value={rule}
        options={LOAD_RULES.map(({ id }) => ({ value: id, text: t(`rule.${id}`) }))}
        onChange={onChange}
      />
    </div>
  );
}
