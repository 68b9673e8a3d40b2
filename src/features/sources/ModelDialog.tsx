import { useState } from 'react';
import type { Preset } from '../../core/hub/presets.ts';
import { LOAD_RULES } from '../../core/checkpoint/load-rules.ts';
import { MAX_SEED, MOST_COLUMNS } from '../../store/columns/column.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { askedOf } from '../../store/columns/model-choice.ts';
import type { Column, ModelChoice } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { NumberInput } from '../../ui/NumberInput.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { PrecisionField } from './PrecisionField.tsx';
import {
  besideIt,
  firstOfPair,
  LanguagePairField,
  languagePartner,
  useNameInChinese,
} from './LanguagePairField.tsx';
import { canPair, PairField, pairsByDefault } from './PairField.tsx';
import { SourceFields } from './SourceFields.tsx';
import { TowerFields } from './TowerFields.tsx';
import { WeightsField } from './WeightsField.tsx';
import { choiceOf, type ModelDraft, modelDraftOf } from './model-draft.ts';
import { SOURCE_KINDS } from './source-draft.ts';
import styles from './sources.module.css';

interface ModelDialogProps {
  readonly columnId: string;
  /** The fields begin with the comparison of two languages. */
  readonly languages: boolean;
}

/** Chooses what a column loads; nothing happens until one of the buttons is pressed. */
export function ModelDialog({ columnId, languages }: ModelDialogProps) {
  const columns = usePage((all) => all.columns);
  const index = columns.findIndex(({ id }) => id === columnId);
  const column = columns[index];
  return column ? <Chooser column={column} number={index + 1} began={languages} /> : null;
}

interface ChooserProps {
  readonly column: Column;
  readonly number: number;
  /** With the comparison of two languages. */
  readonly began: boolean;
}

function Chooser({ column, number, began }: ChooserProps) {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  // What was refused stands in the fields still, so that one correction is enough.
  const asked = askedOf(column);
  const [draft, setDraft] = useState(() => modelDraftOf(began ? firstOfPair() : asked));
  const [pair, setPair] = useState<boolean | null>(null);
  const [languages, setLanguages] = useState(began);
  const columns = usePage((all) => all.columns);
  const choice = choiceOf(asked, draft);
  const beside = columns.length > 1 ? columns[number % columns.length] : undefined;
  const other = canPair(choice) ? beside : undefined;
  const partner = beside ? languagePartner(choice) : null;
  const paired = pair ?? pairsByDefault(choice);
  const change = (part: Partial<ModelDraft>): void => setDraft((now) => ({ ...now, ...part }));
  const { source, towers } = draft;
  const pairField = partner && (
    <LanguagePairField
      partner={partner}
      number={(number % columns.length) + 1}
      value={languages}
      onChange={setLanguages}
    />
  );
  return (
    <Dialog title={t('model.title', { number })} closeText={t('close')} onClose={close}>
      {/* What the dialog was opened for stands first. */}
      {began && pairField}
      <Segmented
        label={t('model.where')}
        value={source.kind}
        options={SOURCE_KINDS.map((kind) => ({ value: kind, text: t(`model.${kind}`) }))}
        onChange={(kind) => change({ source: { ...source, kind } })}
      />
      <SourceFields draft={source} onChange={(next) => change({ source: next })} />
      <LoadFields column={column} draft={draft} onChange={change} />
      {other && (
        <PairField number={(number % columns.length) + 1} value={paired} onChange={setPair} />
      )}
      {!began && pairField}
      <TowerFields column={column} value={towers} onChange={(next) => change({ towers: next })} />
      <div className={styles.actions}>
        <ChoiceActions
          column={column}
          choice={choice}
          other={paired ? other : undefined}
          languages={partner && languages && beside ? { column: beside, partner } : null}
        />
        <ColumnActions column={column} />
      </div>
    </Dialog>
  );
}

interface LoadFieldsProps {
  readonly column: Column;
  readonly draft: ModelDraft;
  readonly onChange: (part: Partial<ModelDraft>) => void;
}

/** How the file is loaded: by which rule, with which activation, weights and numbers, and from which seed the rest. */
function LoadFields({ column, draft, onChange }: LoadFieldsProps) {
  const { t } = useWords();
  return (
    <div className={styles.fields}>
      <Select
        label={t('model.rule')}
        value={draft.rule}
        options={LOAD_RULES.map(({ id }) => ({ value: id, text: t(`rule.${id}`) }))}
        onChange={(rule) => onChange({ rule })}
      />
      <Select
        label={t('model.activation')}
        value={draft.activation}
        options={[
          { value: 'own', text: t('model.activation.own') },
          { value: 'quickgelu', text: 'QuickGELU' },
          { value: 'gelu', text: 'GELU' },
        ]}
        onChange={(activation) => onChange({ activation })}
      />
      <WeightsField
        column={column}
        value={draft.stateDict}
        onChange={(stateDict) => onChange({ stateDict })}
      />
      <PrecisionField value={draft.precision} onChange={(precision) => onChange({ precision })} />
      <NumberInput
        label={t('model.seed')}
        min={0}
        max={MAX_SEED}
        value={draft.seed}
        onChange={(seed) => onChange({ seed })}
      />
    </div>
  );
}

interface ChoiceActionsProps {
  readonly column: Column;
  readonly choice: ModelChoice | null;
  /** The column that is to hold the same file's image tower. */
  readonly other: Column | undefined;
  /** The column that is to hold the model of another language, and that model. */
  readonly languages: { readonly column: Column; readonly partner: Preset } | null;
}

function ChoiceActions({ column, choice, other, languages }: ChoiceActionsProps) {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  const setModel = usePage((all) => all.setModel);
  const lookInto = usePage((all) => all.lookInto);
  const nameInChinese = useNameInChinese();
  return (
    <>
      <Button
        look="main"
        disabled={!choice}
        onClick={() => {
          if (choice) setModel(column.id, choice);
          if (choice && other) setModel(other.id, { ...choice, rule: 'timm' });
          if (choice && languages) {
            setModel(languages.column.id, besideIt(choice, languages.partner));
            nameInChinese();
          }
          close();
        }}
      >
        {t('model.load')}
      </Button>
      <Button
        icon="report"
        disabled={!choice}
        onClick={() => {
          if (choice) void lookInto(column.id, choice);
        }}
      >
        {t('model.look')}
      </Button>
    </>
  );
}

function ColumnActions({ column }: { readonly column: Column }) {
  const { t } = useWords();
  const count = usePage((all) => all.columns.length);
  const removeColumn = usePage((all) => all.removeColumn);
  const addColumn = usePage((all) => all.addColumn);
  const close = usePage((all) => all.close);
  const open = usePage((all) => all.open);
  return (
    <>
      <Button
        look="quiet"
        icon="download"
        disabled={column.status.kind !== 'ready'}
        onClick={() => open({ kind: 'save', column: column.id })}
      >
        {t('save.open')}
      </Button>
      <Button
        look="quiet"
        icon="plus"
        disabled={count >= MOST_COLUMNS}
        onClick={() => {
          addColumn();
          close();
        }}
      >
        {t('model.add')}
      </Button>
      <Button
        look="quiet"
        icon="trash"
        disabled={count === 1}
        onClick={() => {
          removeColumn(column.id);
          close();
        }}
      >
        {t('model.remove')}
      </Button>
      <Button look="quiet" onClick={() => open({ kind: 'storage' })}>
        {t('storage.open')}
      </Button>
    </>
  );
}
