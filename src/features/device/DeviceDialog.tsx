import { usePage } from '../../store/StoreContext.tsx';
import type { DeviceChoice } from '../../engine/device.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { deviceName } from '../../words/device-name.ts';
import type { WordKey } from '../../words/languages.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './device.module.css';

const CHOICES: Readonly<Record<DeviceChoice, WordKey>> = {
  auto: 'device.auto',
  webgpu: 'device.gpu',
  wasm: 'device.cpu',
};

/** What the models run on, why it is nothing faster, and the choice. */
export function DeviceDialog() {
  const words = useWords();
  const { t } = words;
  const close = usePage((all) => all.close);
  const device = usePage((all) => all.device);
  const choice = usePage((all) => all.deviceChoice);
  const moving = usePage((all) => all.moving);
  const chooseDevice = usePage((all) => all.chooseDevice);
  return (
    <Dialog title={t('device.title')} closeText={t('close')} onClose={close}>
      <Segmented
        label={t('device.choice')}
        value={choice}
        options={(['auto', 'webgpu', 'wasm'] as const).map((value) => ({
          value,
          text: t(CHOICES[value]),
        }))}
        onChange={(value) => void chooseDevice(value)}
      />
      <div className={styles.now} role="status">
        {moving ? (
          <Progress label={t('device.moving')} value={null} />
        ) : (
          device && (
            <>
              <p>
                {t('device.now', { device: deviceName(words, device) })}{' '}
                {device.adapter !== '' && t('device.adapter', { adapter: device.adapter })}
              </p>
              {device.notes.map(({ code, detail }) => (
                <p key={code}>
                  {t(`device.${code}`)} {detail !== '' && <small lang="en">{detail}</small>}
                </p>
              ))}
            </>
          )
        )}
      </div>
      <p className={styles.note}>{t('device.note')}</p>
    </Dialog>
  );
}
