import { useEffect, useState } from 'react';
import { modelOf } from '../../store/columns/column-model.ts';
import {
  DEFAULT_RECIPE,
  MOST_STEPS,
  PHOTOGRAPH_SETS,
  type TrainingRecipe,
} from '../../store/repair/training-recipe.ts';
import { imageSourceOf } from '../../store/columns/model-choice.ts';
import { isBuiltIn } from '../../export/python-script.ts';
import { MAX_SEED } from '../../store/columns/column.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column, ColumnSource } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { NumberInput } from '../../ui/NumberInput.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { benchFacts, type BenchFacts } from './bench-facts.ts';
import styles from './bench.module.css';

/** What is broken in a column, and the repairs by training that fit: what each costs, and what it can bring back. */
export function BenchPanel({ column }: { readonly column: Column }) {
  const { t } = useWords();
  const findLeft = usePage((all) => all.findLeftTraining);
  const lost = usePage((all) => all.lostTrainings.get(column.id));
  const [recipe, setRecipe] = useState<TrainingRecipe>(lost ?? DEFAULT_RECIPE);
  useEffect(() => void findLeft(column.id), [findLeft, column.id]);
  const model = modelOf(column);
  if (!model) return null;
  const facts = benchFacts(model.report);
  return (
    <section className={styles.bench} aria-label={t('bench.title')}>
      <h3>{t('bench.title')}</h3>
      <p>
        {facts.why
          ? t(facts.why)
          : t('bench.broken', {
              parts: facts.broken.map((part) => t(`part.${part}`)).join(', '),
            })}
      </p>
      {facts.repairs.length > 0 && (
        <>
          {lost && (
            <p className={styles.note}>
              {t('bench.recipe', { name: t(`bench.${lost.repair}`), seed: String(lost.seed) })}
            </p>
          )}
          <Left column={column.id} />
          <Settings
            recipe={recipe}
            photographs={isOfBuiltInTower(column.source, facts.broken)}
            onChange={setRecipe}
          />
          <Repairs column={column.id} facts={facts} recipe={recipe} />
        </>
      )}
    </section>
  );
}

function isOfBuiltInTower(source: ColumnSource, broken: BenchFacts['broken']): boolean {
  return isBuiltIn(imageSourceOf(source)) && !broken.includes('image-projection');
}

/** A training that a reload broke off. */
function Left({ column }: { readonly column: string }) {
  const { t } = useWords();
  const left = usePage((all) => all.leftTraining);
  const start = usePage((all) => all.startTraining);
  const forget = usePage((all) => all.forgetLeftTraining);
  if (!left) return null;
  return (
    <p className={styles.left}>
      {t('bench.left', { step: left.state.step, steps: left.recipe.steps })}{' '}
      <Button small look="main" onClick={() => void start(column, left.recipe, left)}>
        {t('training.go-on')}
      </Button>{' '}
      <Button small look="quiet" onClick={() => void forget()}>
        {t('bench.forget')}
      </Button>
    </p>
  );
}

interface SettingsProps {
  readonly recipe: TrainingRecipe;
  /** The column has the image tower that the ready vectors of photographs are by. */
  readonly photographs: boolean;
  readonly onChange: (recipe: TrainingRecipe) => void;
}

function Settings({ recipe, photographs, onChange }: SettingsProps) {
  const { t } = useWords();
  const samples = usePage((all) => all.samples.length);
  const pictures = usePage((all) => all.pictures);
  const named = pictures.filter(({ known }) => known.length > 0).length;
  return (
    <div className={styles.settings}>
      <Segmented
        label={t('bench.data')}
        value={recipe.data}
        options={[
          { value: 'samples', text: t('bench.data.samples', { count: samples }) },
          { value: 'page', text: t('bench.data.page', { count: named }) },
          ...(photographs
            ? PHOTOGRAPH_SETS.map((set) => ({ value: set, text: t(`bench.data.${set}`) }))
            : []),
        ]}
        onChange={(data) => onChange({ ...recipe, data })}
      />
      <Segmented
        label={t('bench.apart')}
        value={recipe.half ? 'half' : 'none'}
        options={[
          { value: 'half', text: t('bench.apart.half') },
          { value: 'none', text: t('bench.apart.none') },
        ]}
        onChange={(apart) => onChange({ ...recipe, half: apart === 'half' })}
      />
      <NumberInput
        label={t('bench.steps')}
        min={1}
        max={MOST_STEPS}
        value={recipe.steps}
        onChange={(steps) => onChange({ ...recipe, steps })}
      />
      <NumberInput
        label={t('bench.seed')}
        min={0}
        max={MAX_SEED}
        value={recipe.seed}
        onChange={(seed) => onChange({ ...recipe, seed })}
      />
    </div>
  );
}

interface RepairsProps {
  readonly column: string;
  readonly facts: BenchFacts;
  readonly recipe: TrainingRecipe;
}

function Repairs({ column, facts, recipe }: RepairsProps) {
  const { t } = useWords();
  const start = usePage((all) => all.startTraining);
  const pictures = usePage((all) => all.pictures);
  const names = new Set(pictures.flatMap(({ known }) => known.slice(0, 1)));
  const few = recipe.data === 'page' && names.size < 2;
  return (
    <>
      {few && <p role="alert">{t('bench.few')}</p>}
      <ul className={styles.repairs}>
        {facts.repairs.map((repair) => (
          <li key={repair} className={styles.repair}>
            <div>
              <h4>{t(`bench.${repair}`)}</h4>
              <p>
                {t(`bench.${repair}.how`)} {t(`bench.${repair}.cost`)}
              </p>
              <p className={styles.note}>
                {repair === 'text-projection' && !facts.textTrained
                  ? t('bench.text-projection.memory')
                  : t(`bench.${repair}.brings`)}
              </p>
            </div>
            <Button
              look={repair === facts.repairs[0] ? 'main' : 'plain'}
              disabled={few}
              aria-label={t('bench.start', { name: t(`bench.${repair}`) })}
              onClick={() => void start(column, { ...recipe, repair })}
            >
              {t('bench.begin')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
