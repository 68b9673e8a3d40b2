import { useState } from 'react';
import { LOAD_RULES, type LoadRuleId } from '../../core/checkpoint/load-rules.ts';
import type { Activation } from '../../core/model/architecture.ts';
import type { Precision } from '../../core/model/precision.ts';
import { MAX_SEED, MOST_COLUMNS } from '../../store/columns/column.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { askedOf, imageSourceOf } from '../../store/columns/model-choice.ts';
import { released } from '../../store/link/linked-sources.ts';
import type { Column, ModelChoice } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { NumberInput } from '../../ui/NumberInput.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { PrecisionField } from './PrecisionField.tsx';
import { canPair, PairField, pairsByDefault } from './PairField.tsx';
import { SourceFields } from './SourceFields.tsx';
import { TowerFields } from './TowerFields.tsx';
import { WeightsField } from './WeightsField.tsx';
import { draftOf, SOURCE_KINDS, sourceOf, sourceWith, towersOf } from './source-draft.ts';
import styles from './sources.module.css';

/** Chooses what a column loads; nothing happens until one of the buttons is pressed. */
export function ModelDialog({ columnId }: { readonly columnId: string }) {
  const columns = usePage((all) => all.columns);
  const index = columns.findIndex(({ id }) => id === columnId);
  const column = columns[index];
  return column ? <Chooser column={column} number={index + 1} /> : null;
}

function Chooser({ column, number }: { readonly column: Column; readonly number: number }) {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  const setModel = usePage((all) => all.setModel);
  const lookInto = usePage((all) => all.lookInto);
  // What was refused stands in the fields still, so that one correction is enough.
  const asked = askedOf(column);
  const [draft, setDraft] = useState(() => draftOf(imageSourceOf(asked.source)));
  const [rule, setRule] = useState<LoadRuleId>(asked.rule);
  const [seed, setSeed] = useState(asked.seed);
  const [activation, setActivation] = useState<Activation | 'own'>(asked.activation ?? 'own');
  const [precision, setPrecision] = useState<Precision>(asked.precision);
  const [stateDict, setStateDict] = useState(asked.stateDict);
  const [pair, setPair] = useState<boolean | null>(null);
  const columns = usePage((all) => all.columns);
  const open = usePage((all) => all.open);
  const [towers, setTowers] = useState(() => towersOf(asked));
  const image = sourceOf(draft);
  // What stands in the fields was seen: pressing a button is the yes that a link waits for.
  const source = image && released(sourceWith(image, towers));
  const choice: ModelChoice | null = source && {
    ...asked,
    source,
    rule,
    seed,
    activation: activation === 'own' ? null : activation,
    precision,
    stateDict,
    resets: towers.resets,
    crop: towers.crop,
  };
  const other =
    columns.length > 1 && canPair(choice) ? columns[number % columns.length] : undefined;
  const paired = pair ?? pairsByDefault(choice);
  return (
    <Dialog title={t('model.title', { number })} closeText={t('close')} onClose={close}>
      <Segmented
        label={t('model.where')}
        value={draft.kind}
        options={SOURCE_KINDS.map((kind) => ({ value: kind, text: t(`model.${kind}`) }))}
        onChange={(kind) => setDraft({ ...draft, kind })}
      />
      <SourceFields draft={draft} onChange={setDraft} />
      <div className={styles.fields}>
        <Select
          label={t('model.rule')}
          value={rule}
          options={LOAD_RULES.map(({ id }) => ({ value: id, text: t(`rule.${id}`) }))}
          onChange={setRule}
        />
        <Select
          label={t('model.activation')}
          value={activation}
          options={[
            { value: 'own', text: t('model.activation.own') },
            { value: 'quickgelu', text: 'QuickGELU' },
            { value: 'gelu', text: 'GELU' },
          ]}
          onChange={setActivation}
        />
        <WeightsField column={column} value={stateDict} onChange={setStateDict} />
        <PrecisionField value={precision} onChange={setPrecision} />
        <NumberInput
          label={t('model.seed')}
          min={0}
          max={MAX_SEED}
          value={seed}
          onChange={setSeed}
        />
      </div>
      {other && (
        <PairField number={(number % columns.length) + 1} value={paired} onChange={setPair} />
      )}
      <TowerFields column={column} value={towers} onChange={setTowers} />
      <div className={styles.actions}>
        <Button
          look="main"
          disabled={!choice}
          onClick={() => {
            if (choice) setModel(column.id, choice);
            if (choice && other && paired) setModel(other.id, { ...choice, rule: 'timm' });
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
        <ColumnActions column={column} />
        <Button look="quiet" onClick={() => open({ kind: 'storage' })}>
          {t('storage.open')}
        </Button>
      </div>
    </Dialog>
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
    </>
  );
}
