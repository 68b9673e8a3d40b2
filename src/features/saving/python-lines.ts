import type { NamedLayout } from '../../core/checkpoint/tensor-layouts.ts';
import { WEIGHTS_NAME } from '../../core/model/write-configs.ts';

const OPENCLIP = `import json
from open_clip.model import CLIP
from safetensors.torch import load_file

config = json.load(open('open_clip_config.json'))['model_cfg']
model = CLIP(**config)
model.load_state_dict(load_file('${WEIGHTS_NAME.openclip}'))
model.eval()`;

const HF = `from transformers import CLIPModel, CLIPImageProcessor

model = CLIPModel.from_pretrained('.')
processor = CLIPImageProcessor.from_pretrained('.')`;

const TIMM = `import json
import timm

config = json.load(open('config.json'))
model = timm.create_model(
    config['architecture'], checkpoint_path='${WEIGHTS_NAME.timm}', **config['model_args'])
model.eval()`;

const LINES: Readonly<Record<NamedLayout, string>> = { openclip: OPENCLIP, hf: HF, timm: TIMM };

/** How to load the saved files in Python, run in their folder. A strict load: nothing may be missing. */
export function pythonLines(layout: NamedLayout): string {
  return LINES[layout];
}
