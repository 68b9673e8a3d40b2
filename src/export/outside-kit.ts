import { cropDefaults } from '../core/model/architecture.ts';
import { csvRow } from '../core/archive/csv-row.ts';
import { writeNpy } from '../core/archive/npy.ts';
import { writeZip } from '../core/archive/write-zip.ts';
import { classPrompts } from '../core/evaluation/class-prompts.ts';
import { tallyOutcomes } from '../core/evaluation/outcome-counts.ts';
import type { RunColumn } from '../core/evaluation/run-document.ts';
import { topKCount } from '../core/evaluation/tally.ts';
import { fillTemplate } from '../core/text/fill-template.ts';
import type { LoadedModel } from '../engine/loading.ts';
import type { ShownRun } from '../evaluation/shown-run.ts';
import { openClipConfig } from '../core/model/write-configs.ts';
import { filesWithPrefix, loadedPieces, noPythonReason } from './loaded-pieces.ts';
import benchmark from './kit/benchmark.py?raw';
import checkVectors from './kit/check_vectors.py?raw';
import makeModels from './kit/make_models.py?raw';
import makeSet from './kit/make_set.py?raw';
import pageModel from './kit/page_model.py?raw';
import rayEmbed from './kit/ray_embed.py?raw';
import readme from './kit/readme.txt?raw';
import score from './kit/score.py?raw';
import { builtInFiles, type ScriptRequest } from './python-script.ts';

/** The lines that repeat the run on another machine, once the kit is unpacked there. */
export function outsideCommands(run: ShownRun): string {
  const columns = run.document.columns.map((_, index) => `python benchmark.py ${index + 1}`);
  return [
    'pip install open_clip_torch==2.26.1 timm==1.0.9 clip-benchmark webdataset safetensors tokenizers',
    'python make_set.py FOLDER',
    'python make_models.py',
    ...columns,
  ].join('\n');
}

/**
 * A zip with which the run is repeated by OpenCLIP and LAION's CLIP_benchmark: scripts that are the same for every run, and
 * what was run as data. The data set has the form of CLIP_benchmark's `wds/` sets: `classnames.txt`,
 * `zeroshot_classification_templates.txt` and `test/*.tar`, which `make_set.py` packs.
 *
 * @returns parts, for `new Blob(parts)`
 */
export function outsideKit(
  run: ShownRun,
  address: ScriptRequest['address'],
): Uint8Array<ArrayBuffer>[] {
  const { classes, pictures, trueClasses, settings } = run.document;
  const rows = pictures.map((name, picture) => csvRow([name, trueClasses[picture] ?? 0], false));
  const lines = (texts: readonly string[]): string =>
    `${texts.map((text) => text.replaceAll(/[\r\n]+/g, ' ')).join('\n')}\n`;
  const files: Readonly<Record<string, string>> = {
    'readme.txt': readme.replace('BUILT-IN', builtInFiles(address)),
    'run.json': `${JSON.stringify(runData(run), null, 1)}\n`,
    'pictures.csv': lines(['file,label', ...rows]),
    'set/classnames.txt': lines(classes.map(({ names }) => names[0] ?? '')),
    'set/zeroshot_classification_templates.txt': lines(settings.templates.map(pythonTemplate)),
    'make_set.py': makeSet,
    'make_models.py': makeModels,
    'page_model.py': pageModel,
    'benchmark.py': benchmark,
    'check_vectors.py': checkVectors,
    'ray_embed.py': rayEmbed,
    'score.py': score,
  };
  const texts = Object.entries(files).map(([name, text]) => ({
    name: `evaluation/${name}`,
    parts: [new TextEncoder().encode(text)],
  }));
  return writeZip([...texts, ...classVectorFiles(run)]);
}

/** What score.py scores against: [C, D] for each column, of length 1. */
function classVectorFiles({ vectors }: ShownRun) {
  return vectors.flatMap((column, index) => {
    if (!column) return [];
    const { classVectors, dimensions } = column;
    const copy = new Float32Array(classVectors);
    const parts = writeNpy(copy, [copy.length / dimensions, dimensions]);
    return { name: `evaluation/classes/column-${index + 1}.npy`, parts };
  });
}

/** CLIP_benchmark fills templates with Python's `format`, where a brace of the text itself is written twice. */
function pythonTemplate(template: string): string {
  return template
    .split(/\{(?:label)?\}/)
    .map((text) => text.replaceAll(/[{}]/g, '$&$&'))
    .join('{c}');
}

function runData(run: ShownRun) {
  const { document, models } = run;
  const { classes, settings, page, madeAt } = document;
  const { prompts, promptsOfClass } = classPrompts(classes, settings.templates, fillTemplate);
  return {
    page,
    madeAt,
    set: document.set,
    templates: settings.templates,
    classes: classes.map(({ names }) => names),
    prompts: promptsOfClass.map((own) => own.map((index) => prompts[index])),
    columns: document.columns.flatMap((column, index) => {
      const model = models[index];
      return model ? [columnData(run, column, model)] : [];
    }),
  };
}

function columnData({ document }: ShownRun, column: RunColumn, { model, report }: LoadedModel) {
  const { rule } = report;
  const tally = tallyOutcomes(column.outcomes, document.trueClasses, document.classes.length);
  const { preprocessing } = model.description;
  const { size, mean, std } = preprocessing;
  return {
    files: filesWithPrefix(report),
    rule: rule.id,
    order: rule.order,
    seed: report.seed,
    // Why make_models.py leaves the column out; null where it builds it.
    leftOut: noPythonReason(report),
    loaded: loadedPieces(report),
    config: openClipConfig(model.description),
    size,
    square: cropDefaults(preprocessing),
    mean,
    std,
    scale: column.model.scale,
    bias: column.model.bias ?? null,
    fingerprints: model.fingerprints,
    // What a tally says of its model when it comes back.
    model: column.model,
    figures: {
      pictures: tally.pictures,
      top1: topKCount(tally, 1),
      top5: topKCount(tally, 5),
    },
  };
}
