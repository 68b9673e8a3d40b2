import { pictureName } from '../../store/pictures/picture-name.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import type { DrawBars } from './draw-bars.ts';
import { MapsPanel, type Way } from './MapsPanel.tsx';

interface Props {
  /** Its id. */
  readonly picture: string;
  /** What is shown first. */
  readonly way: Way | undefined;
  readonly bars: DrawBars;
}

/** Where in one picture the answers come from, over the whole window. */
export function MapsDialog({ picture: id, way, bars }: Props) {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  const picture = usePage((all) => all.pictures.find((candidate) => candidate.id === id));
  const name = usePage((all) => picture && pictureName(picture, all));
  if (!picture || name === undefined) return null;
  return (
    <Dialog page title={t('maps.open', { name })} closeText={t('close')} onClose={close}>
      <MapsPanel key={id} picture={picture} way={way} bars={bars} />
    </Dialog>
  );
}
