import { useState } from 'react';
import { templateProblems } from '../../../core/text/fill-template.ts';
import { TEMPLATE_SETS } from '../../../core/text/template-sets.ts';
import type { EvaluationSet } from '../../../evaluation/sets/set.ts';
import { usePage } from '../../../store/StoreContext.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import type { WordKey } from '../../../words/languages.ts';
import styles from './setup.module.css';

/** Templates that came with the data. */
const OF_THE_DATA = 'of-the-data';

/** Lists that are OpenAI's. */
const BORROWED: ReadonlySet<string> = new Set(['openai-7', 'openai-80', 'cifar-18']);

/** The templates whose prompts are averaged: a ready list, or one's own. */
export function PromptChoice({ set }: { readonly set: EvaluationSet }) {
  const { t } = useWords();
  const { templates, templateSet } = usePage((all) => all.evaluationOptions);
  const type = usePage((all) => all.typeEvaluationTemplates);
  const [draft, setDraft] = useState<string | null>(null);
  const [problem] = templateProblems(templates);
  const names = set.classes.reduce((sum, one) => sum + one.names.length, 0);
  const commit = (): void => {
    if (draft === null) return;
    setDraft(null);
    void type(draft);
  };
  return (
    <section className={styles.part} aria-labelledby="evaluate-prompts">
      <h3 id="evaluate-prompts">{t('evaluate.prompts.title')}</h3>
      <TemplateSets offered={set.reading.templates} onChoose={() => setDraft(null)} />
      <TextArea
        label={t('evaluate.prompts.own')}
        place="unseen"
        dir="auto"
        rows={Math.min(6, Math.max(2, templates.length))}
        value={draft ?? templates.join('\n')}
        onChange={setDraft}
        onBlur={commit}
      />
      {problem ? (
        <p role="alert">{t(`prompts.${problem.reason}`, { template: problem.template })}</p>
      ) : (
        <p className={styles.note}>
          {t('evaluate.prompts.count', { count: names * templates.length })}
        </p>
      )}
      {BORROWED.has(templateSet) && <p className={styles.note}>{t('evaluate.prompts.source')}</p>}
    </section>
  );
}

interface TemplateSetsProps {
  /** Templates that came with the data. */
  readonly offered: readonly string[];
  readonly onChoose: () => void;
}

/** The ready lists of templates, among them the data's own. */
function TemplateSets({ offered, onChoose }: TemplateSetsProps) {
  const { t } = useWords();
  const { templateSet } = usePage((all) => all.evaluationOptions);
  const change = usePage((all) => all.changeEvaluationOptions);
  const choose = usePage((all) => all.chooseEvaluationTemplates);
  const options = [
    ...(offered.length > 0
      ? [{ value: OF_THE_DATA, text: t('evaluate.prompts.own-set', { count: offered.length }) }]
      : []),
    ...TEMPLATE_SETS.map(({ id }) => ({
      value: id,
      text: t(`prompts.ready.${id}` satisfies WordKey),
    })),
  ];
  // The data that brought the templates may be put away; then they are one's own.
  const known = options.some(({ value }) => value === templateSet);
  return (
    <Select
      label={t('evaluate.prompts.set')}
      place="beside"
      value={known ? templateSet : ''}
      options={known ? options : [{ value: '', text: t('prompts.own') }, ...options]}
      onChange={(id) => {
        onChoose();
        if (id === OF_THE_DATA) change({ templates: offered, templateSet: OF_THE_DATA });
        else void choose(id);
      }}
    />
  );
}
