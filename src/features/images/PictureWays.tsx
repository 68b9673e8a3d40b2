import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { FileChooser } from '../../ui/FileChooser.tsx';
import { useWords } from '../../words/WordsContext.tsx';

interface Props {
  /** Small signs in place of words, and no samples. */
  readonly compact: boolean;
}

/** The ways to bring pictures in that one uses most. */
export function PictureWays({ compact }: Props) {
  const { t } = useWords();
  const addGiven = usePage((all) => all.addGiven);
  const open = usePage((all) => all.open);
  // On a phone the camera is at hand, and files are not.
  const coarse = window.matchMedia('(pointer: coarse)').matches;
  const camera = (
    <Button
      icon="camera"
      iconOnly={compact}
      look={coarse ? 'main' : 'plain'}
      onClick={() => open({ kind: 'camera' })}
    >
      {t('pictures.camera')}
    </Button>
  );
  return (
    <>
      {coarse && camera}
      <FileChooser
        icon="picture"
        iconOnly={compact}
        look={coarse ? 'plain' : 'main'}
        text={t('pictures.add')}
        label={t('pictures.files')}
        multiple
        accept="image/*"
        onChoose={(files) => void addGiven(files.map((file) => ({ path: file.name, file })))}
      />
      {!coarse && camera}
      {!compact && <SamplesButton />}
    </>
  );
}

/** Opens the shelf of samples. */
export function SamplesButton() {
  const { t } = useWords();
  const open = usePage((all) => all.open);
  return (
    <Button icon="shelf" onClick={() => open({ kind: 'samples' })}>
      {t('pictures.samples')}
    </Button>
  );
}
