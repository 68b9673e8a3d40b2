import { useId, useState } from 'react';
import { templateProblems } from '../../core/text/fill-template.ts';
import { TEMPLATE_SETS } from '../../core/text/template-sets.ts';
import { promptsOf } from '../../store/selectors/prompts.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import type { WordKey } from '../../words/languages.ts';
import styles from './labels.module.css';

/** The sentence that a label is put into, or several that are averaged. */
export function TemplatePanel() {
  const { t } = useWords();
  const templates = usePage((all) => all.templates);
  const typeTemplates = usePage((all) => all.typeTemplates);
  const [draft, setDraft] = useState<string | null>(null);
  const hint = useId();
  const single = templates.length === 1;
  const text = draft ?? templates.join('\n');
  const chosen = usePage((all) => all.templateSet);
  const chooseSet = usePage((all) => all.chooseTemplateSet);

  const commit = (value: string): void => {
    setDraft(null);
    if (value !== templates.join('\n')) void typeTemplates(value);
  };
  const field = {
    label: t('prompts.template'),
    place: 'unseen',
    dir: 'auto',
    'aria-describedby': hint,
    value: text,
    onChange: setDraft,
    onBlur: () => commit(text),
  } as const;
  return (
    <Panel title={t('prompts.title')}>
      <div className={styles.template}>
        <div className={styles.choices}>
          {single ? (
            <TextInput
              {...field}
              look="large"
              onKeyDown={(event) => {
                if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit(text);
              }}
            />
          ) : (
            <TextArea {...field} rows={6} />
          )}
          <Select
            label={t('prompts.ready')}
            place="unseen"
            value={chosen}
            options={[
              ...(chosen === '' ? [{ value: '', text: t('prompts.own') }] : []),
              ...TEMPLATE_SETS.map(({ id }) => ({
                value: id,
                text: t(`prompts.ready.${id}` satisfies WordKey),
              })),
            ]}
            onChange={(set) => {
              setDraft(null);
              void chooseSet(set);
            }}
          />
        </div>
        <Preview id={hint} templates={templates} />
      </div>
    </Panel>
  );
}

interface PreviewProps {
  readonly id: string;
  readonly templates: readonly string[];
}

/** What the model is asked for the first label, or what is wrong with the templates. */
function Preview({ id, templates }: PreviewProps) {
  const { t } = useWords();
  const first = usePage((all) => all.labels[0]);
  const [problem] = templateProblems(templates);
  return (
    <p id={id} className={problem ? styles.problem : styles.preview}>
      {problem
        ? t(`prompts.${problem.reason}`, { template: problem.template })
        : first
          ? t('prompts.preview', {
              count: templates.length,
              prompt: promptsOf(first, templates)[0] ?? '',
            })
          : t('prompts.hint')}
    </p>
  );
}
