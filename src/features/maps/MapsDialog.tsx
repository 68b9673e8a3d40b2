import { pictureName } from '../../store/pictures/picture-name.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import type { DrawBars } from './draw-bars.ts';
import { MapsPanel } from './MapsPanel.tsx';

interface Props {
  /** Its id. */
  readonly picture: string;
  readonly bars: DrawBars;
  readonly onClose: () => void;
}

/** Where in one picture the answers come from, over the whole window. */
export function MapsDialog({ picture: id, bars, onClose }: Props) {
  const { t } = useWords();
  const picture = usePage((all) => all.pictures.find((candidate) => candidate.id === id));
  const name = usePage((all) => picture && pictureName(picture, all));
  if (!picture || name === undefined) return null;
  return (
    <Dialog page title={t('maps.open', { name })} closeText={t('close')} onClose={onClose}>
      <MapsPanel key={id} picture={picture} bars={bars} />
    </Dialog>
  );
}
