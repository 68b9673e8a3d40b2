import type { LoadReport } from '../load-report.ts';
import { readByOpenClip } from './read-by-openclip.ts';
import { readByTimm } from './read-by-timm.ts';
import { checkKeys, type KeyCheck, passes, strictLoadError } from './state-dict.ts';
import { isMobile, mobileEntries } from './mobile-names.ts';
import { isSiglip, siglipEntries } from './siglip-names.ts';
import { isVit } from './timm-names.ts';

/** Where a loader's behaviour was read. */
export interface LoaderSource {
  readonly repository: string;
  readonly release: string;
  readonly file: string;
  readonly functions: string;
}

export type LoaderId =
  | 'open-clip-2'
  | 'open-clip-3'
  /** OpenCLIP with its image tower from timm and no checkpoint of the whole: how the article loaded. */
  | 'open-clip-2-timm'
  | 'open-clip-3-timm'
  | 'timm'
  | 'strict';

export type LoaderOutcome =
  /** Everything is loaded, and nothing printed unless asked for. */
  | 'complete'
  /** Chance fills in parts, and nothing says so. */
  | 'silent'
  /** Chance fills in parts; a line warns, without saying which. */
  | 'warned'
  /** Refused, with the names. */
  | 'refused'
  /** Refused for the kind of file, whatever is in it. */
  | 'unreadable';

export interface PrintedLine {
  /** `info` is hidden unless logging was set up; `error` ends the load. */
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
}

/** One loader's own words about the load of a report. */
export interface LoaderAccount {
  readonly loader: LoaderId;
  readonly source: LoaderSource;
  /** How one asks it, in Python. */
  readonly call: string;
  readonly outcome: LoaderOutcome;
  readonly printed: readonly PrintedLine[];
  /** Names that the strict check finds, in the words of the model that it loads into. */
  readonly check: KeyCheck;
  /** Tensors of the file that are left out without a word. */
  readonly ignored: number;
  /** Parameters of the whole model that keep their random start. */
  readonly random: number;
}

const OPEN_CLIP = {
  repository: 'mlfoundations/open_clip',
  file: 'src/open_clip/factory.py',
  functions: 'create_model, load_checkpoint',
} as const;
const RELEASES = { 2: 'v2.26.1', 3: 'v3.0.0' } as const;
const NONE: KeyCheck = { missing: [], unexpected: [], mismatched: [] };
/** Names of a kind that a line shows; the account's `check` has all. */
const SHOWN = 3;

/**
 * The same load in the words of each loader, by the public behaviour of the named releases. Worked out from the names and
 * shapes of the report; nothing is fixed text for one case.
 */
export function loaderAccounts(report: LoadReport): readonly LoaderAccount[] {
  const byTimm = report.rule.id === 'timm' || report.rule.id === 'timm-linear';
  // Towers of separate files are put together by this page, and ONNX graphs are no checkpoints of PyTorch's:
  // none of the others is asked for either.
  const foreign = report.files.some((file) => file.endsWith('.onnx'));
  if (report.sides || foreign || isSiglip(report) || isMobile(report)) return [strict(report)];
  const reads = readsFile(report);
  const towerOnly = reads && (byTimm || report.contents.kind === 'vision-only');
  return [
    ...(byTimm ? [] : ([2, 3] as const).map((release) => openClip(report, release))),
    ...(towerOnly ? ([2, 3] as const).map((release) => openClipWithTimm(report, release)) : []),
    ...(reads ? [timm(report)] : []),
    strict(report),
  ];
}

/** A rule that takes nothing is a loader that is given no file. */
function readsFile({ files, rule }: LoadReport): boolean {
  return files.length > 0 && rule.takes.length > 0;
}

function openClip(report: LoadReport, release: 2 | 3): LoaderAccount {
  const source: LoaderSource = { ...OPEN_CLIP, release: RELEASES[release] };
  const base = { loader: `open-clip-${release}` as const, source, ignored: 0 };
  const all = report.parameters.length;
  if (!readsFile(report)) {
    const call = 'open_clip.create_model(NAME)';
    // Release 3 counts a text tower that it might have filled by default as partly loaded, whatever became of it.
    const printed = [...configLine(release), ...(release === 3 ? [PARTIALLY] : [])];
    const outcome = release === 3 ? 'warned' : 'silent';
    return { ...base, call, outcome, printed, check: NONE, random: all };
  }
  const file = fileOf(report);
  const call = `open_clip.create_model(NAME, pretrained=${quoted(file)})${madeOne(report)}`;
  if (release === 2 && file.endsWith('.safetensors')) {
    const text = '_pickle.UnpicklingError (torch.load)';
    const printed = [...configLine(release), { level: 'error', text } as const];
    return { ...base, call, outcome: 'unreadable', printed, check: NONE, random: all };
  }
  const { check, model, resized } = readByOpenClip(report);
  const info = [
    release === 2
      ? `Loading pretrained NAME weights (${file}).`
      : `Loading full pretrained weights from: ${file}`,
    ...resized,
  ].map((text) => ({ level: 'info', text }) as const);
  const printed = [...configLine(release), ...info];
  return { ...base, call, ...strictly(check, model, printed), check, random: 0 };
}

function openClipWithTimm(report: LoadReport, release: 2 | 3): LoaderAccount {
  const { check, ignored } = readByTimm(report);
  const fresh = report.rule.id === 'timm-linear' ? 'linear' : '';
  const hub = { level: 'info', text: `${FROM} Hugging Face hub (timm/NAME)` } as const;
  const loaded: PrintedLine[] = [...configLine(release), hub];
  const refused = !passes(check);
  const warned: PrintedLine[] = release === 3 && !refused ? [PARTIALLY] : [];
  const random = report.parameters.filter(
    ({ parameter: { part } }) =>
      !part.startsWith('image') || (fresh !== '' && part === 'image-projection'),
  ).length;
  return {
    loader: `open-clip-${release}-timm`,
    source: { ...OPEN_CLIP, release: RELEASES[release], functions: 'create_model' },
    call: `open_clip.create_model(NAME, pretrained_image=True)  # vision_cfg: timm_model_name, timm_proj: '${fresh}'`,
    ...(refused
      ? strictly(check, timmClass(report), loaded)
      : { outcome: warned.length > 0 ? 'warned' : 'silent', printed: [...loaded, ...warned] }),
    check,
    ignored,
    random,
  };
}

function timm(report: LoadReport): LoaderAccount {
  const { check, ignored } = readByTimm(report);
  const vit = isVit(report);
  const line = { level: 'info', text: `${FROM} file (${fileOf(report)})` } as const;
  const result = strictly(check, timmClass(report), [line]);
  return {
    loader: 'timm',
    source: {
      repository: 'huggingface/pytorch-image-models',
      release: 'v1.0.9',
      file: `timm/models/_builder.py, timm/models/${vit ? 'vision_transformer' : 'byobnet'}.py`,
      functions: 'load_pretrained, checkpoint_filter_fn',
    },
    call: `timm.create_model(NAME, pretrained=True, pretrained_cfg_overlay=dict(file=${quoted(fileOf(report))}))${madeOne(report)}`,
    printed: result.printed,
    outcome: result.outcome === 'complete' && ignored > 0 ? 'silent' : result.outcome,
    check,
    ignored,
    random: report.parameters.filter(({ parameter }) => !parameter.name.startsWith('visual.'))
      .length,
  };
}

/** PyTorch's strict load of the whole model with what the rule takes, under OpenCLIP's names, or transformers' of SigLIP. */
function strict(report: LoadReport): LoaderAccount {
  const siglip = isSiglip(report);
  const mobile = isMobile(report);
  const entriesOf = siglip ? siglipEntries : mobile ? mobileEntries : ownEntry;
  const expected = new Map(
    report.parameters.flatMap(({ parameter }) => entriesOf(parameter.name, parameter.shape)),
  );
  const taken = report.parameters.flatMap(({ parameter, provenance }) => {
    if (provenance.kind === 'loaded') {
      return entriesOf(parameter.name, provenance.resized?.found ?? parameter.shape);
    }
    return provenance.kind === 'shape-mismatch' ? entriesOf(parameter.name, provenance.found) : [];
  });
  // Other layouts are translated name by name, so that what they hold beside the model is not handed on.
  const beside = readsFile(report)
    ? [
        ...report.unexpected,
        ...report.beside,
        ...(report.layout === 'openclip' ? report.buffers : []),
      ]
    : [];
  const extra = beside.map(({ tensor }) => [tensor.name, tensor.shape] as const);
  const check = checkKeys(new Map([...taken, ...extra]), expected);
  const result = strictly(check, siglip ? 'SiglipModel' : mobile ? 'CustomTextCLIP' : 'CLIP', []);
  const matched: PrintedLine = { level: 'info', text: '<All keys matched successfully>' };
  return {
    loader: 'strict',
    source: {
      repository: 'pytorch/pytorch',
      release: 'v2.4.0',
      file: 'torch/nn/modules/module.py',
      functions: 'Module.load_state_dict',
    },
    call: 'model.load_state_dict(state_dict, strict=True)',
    ...(result.outcome === 'complete' ? { ...result, printed: [matched] } : result),
    check,
    ignored: 0,
    random: check.missing.length,
  };
}

function ownEntry(name: string, shape: readonly number[]) {
  return [[name, shape] as const];
}

const FROM = 'Loading pretrained weights from';
const PARTIALLY: PrintedLine = { level: 'warning', text: 'Model NAME initialized partially.' };

function configLine(release: 2 | 3): PrintedLine[] {
  const text = release === 2 ? 'Loaded NAME model config.' : 'Loaded built-in NAME model config.';
  return [{ level: 'info', text }];
}

function timmClass(report: LoadReport): string {
  return isVit(report) ? 'VisionTransformer' : 'ByobNet';
}

function strictly(check: KeyCheck, model: string, printed: readonly PrintedLine[]) {
  if (passes(check)) return { outcome: 'complete' as const, printed };
  const error: PrintedLine = {
    level: 'error',
    text: `RuntimeError: ${strictLoadError(check, model, SHOWN)}`,
  };
  return { outcome: 'refused' as const, printed: [...printed, error] };
}

/** None of these loaders reads an index: of shards, they are given the one file that somebody has made of them. */
function fileOf({ files }: LoadReport): string {
  const names = new Set(files.map((file) => file.replace(/-\d+-of-\d+(?=\.\w+$)/, '')));
  if (files.length === 1) return files[0] ?? '';
  return names.size === 1 ? ([...names][0] ?? '') : files.join(' + ');
}

/** What has to be done before the call, as a comment behind it. */
function madeOne({ files }: LoadReport): string {
  return files.length > 1 ? `  # ${files.length} files put into one: no index is read` : '';
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
