import { hasChance } from '../../store/columns/chance.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { titleKey } from '../../store/columns/is-repaired.ts';
import { halfState } from '../../store/selectors/halves.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { useEffect } from 'react';
import { Spaces } from './Spaces.tsx';

/** The page's pictures and labels as each column places them. */
export function SpacesDialog() {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  return (
    <Dialog page title={t('spaces.open')} closeText={t('close')} onClose={close}>
      <PageSpaces />
    </Dialog>
  );
}

function PageSpaces() {
  const { t } = useWords();
  const columns = usePage((all) => all.columns);
  const rollAgain = usePage((all) => all.rollAgain);
  useLaidOut();
  return (
    <Spaces
      columns={columns.map((column, index) => {
        const model = modelOf(column);
        const number = t('column.number', { number: index + 1 });
        return {
          key: column.id,
          index,
          title: model
            ? t('column.said', { name: number, text: t(titleKey(column, model)) })
            : number,
          chance: !['loaded', 'trained', 'not-whole'].includes(halfState(column, 'text')),
          onRoll:
            column.status.kind === 'ready' && hasChance(model) ? () => rollAgain(column.id) : null,
        };
      })}
    />
  );
}

/** Lays out anew whenever something that the places depend on has changed. */
function useLaidOut(): void {
  const layOut = usePage((all) => all.layOutSpaces);
  const columns = usePage((all) => all.columns);
  const pictures = usePage((all) => all.pictures);
  const labels = usePage((all) => all.labels);
  const templates = usePage((all) => all.templates);
  const vectors = usePage((all) => all.vectors);
  const scale = usePage((all) => all.scale);
  // oxlint-disable react/exhaustive-effect-dependencies -- what the places depend on is named, not read
  useEffect(
    () => void layOut('page'),
    [layOut, columns, pictures, labels, templates, vectors, scale],
  );
  // oxlint-enable react/exhaustive-effect-dependencies
  useEffect(() => () => void layOut(null), [layOut]);
}
