/** English sentences of the load report: the five parts, single parameters, other loaders, comparisons. */
export const enInspect = {
  'look.local': 'Read from files of this computer; nothing crossed the network.',
  'look.law-seed': '{law}, seed {seed}',
  'look.layout': ', layout: {layout}',
  'look.no-ranges':
    'The server ignores ranges, so its answer was cut off after the header; a load fetches the whole file.',

  'order.openclip':
    'What is random is drawn as OpenCLIP itself draws a whole model at seed {seed}.',
  'order.timm-head':
    'What is random is drawn as OpenCLIP does where timm makes the image tower: that tower with its head first, then the text side, in one stream from seed {seed}. The same seed gives other numbers under a rule without timm.',
  'order.timm-linear':
    'What is random is drawn as OpenCLIP does where timm makes the image tower: that tower first, then a new linear projection, then the text side, in one stream from seed {seed}. The same seed gives other numbers under a rule without timm.',
  'order.timm-resnet':
    'What is random is drawn in OpenCLIP’s own order at seed {seed}, although the rule takes as timm does: the image tower is a ModifiedResNet, and timm’s order is repeated for vision transformers only.',

  'order.siglip':
    'What is random is drawn as transformers itself draws a whole SiglipModel at seed {seed}.',
  'order.siglip-timm':
    'What is random is drawn as OpenCLIP draws SigLIP, whose image tower timm makes: that tower with its pooling first, then the text side, in one stream from seed {seed}. The same seed gives other numbers under a rule without timm.',

  'parts.file': 'In the file',
  'parts.file-facts': '{bytes}, {share} of the model’s numbers',
  'parts.file-none': 'no file',
  'parts.model': 'After the rule',
  'parts.model-facts': '{loaded} loaded, {random} left to chance, seed {seed}',
  'parts.model-all': 'all loaded',
  'parts.names': 'The five parts, in the file and after the rule',
  'part-name.image-tower': 'image tower',
  'part-name.image-projection': 'image projection',
  'part-name.text-tower': 'text tower',
  'part-name.text-projection': 'text projection',
  'part-name.logit-scale': 'logit scale',
  'parts.share': '{share} of the numbers',
  'parts.dropped-by': 'dropped by “{rule}”; {text}',
  'parts.chance': 'chance fills in {numbers} number || chance fills in {numbers} numbers',

  'parts.model-but-scale': 'all loaded but the logit scale; 100 is used for it',
  'look.stand-in': 'not loaded, 100 is used',
  'parts.stand-in': '100 is what OpenAI’s training ended with; a fresh model starts at 14.29',
  'inspect.repaired': 'Repaired here: {parts}. All else is as the file and the rule have it.',
  'look.trained': 'trained here',
  'inspect.trained':
    'trained here: {count} step from seed {seed} on {pictures} pictures of {names} names, last loss {loss} || trained here: {count} steps from seed {seed} on {pictures} pictures of {names} names, last loss {loss}',
  'inspect.refitted':
    'trained here: refitted in closed form on {pictures} pictures of {names} names, ridge {lambda}',
  'scale.initialised': 'not in the file; 100 is used for it',
  'scale.dropped': 'left out by the rule; 100 is used for it',

  'inspect.show': 'Show',
  'inspect.show.parameters': 'Parameters',
  'inspect.show.loaders': 'In other loaders’ words',
  'inspect.show.compare': 'Compare',
  'inspect.copied': 'Copied',
  'inspect.uncopied': 'Not copied: the browser refused',

  'numbers.pick': 'Choose a parameter to see its numbers.',
  'numbers.unloaded': 'The numbers themselves can be seen once it is loaded.',
  'numbers.waiting': 'The model is still loading. Its numbers can be seen when it is ready.',
  'numbers.of': 'Numbers of {name}',
  'numbers.reading': 'Reading its numbers',
  'numbers.drawing': 'Drawing its numbers again',
  'numbers.own': 'Here',
  'numbers.fresh': 'Fresh start',
  'numbers.fact': 'Fact',
  'numbers.count': 'Numbers',
  'numbers.mean': 'Mean',
  'numbers.deviation': 'Deviation',
  'numbers.smallest': 'Smallest',
  'numbers.largest': 'Largest',
  'numbers.none': 'none',
  'numbers.unbounded': 'no bound',
  'numbers.nan': '{count} is not a number || {count} are not numbers',
  'numbers.infinite': '{count} is infinite || {count} are infinite',
  'numbers.histogram':
    'Histogram from {from} to {to}. Bars: the numbers here. Line: what a fresh start would give, {law}.',
  'numbers.bars': 'Bars: the numbers here',
  'numbers.line': 'Line: a fresh start, {law}',
  'numbers.outside': '{count} lies farther out || {count} lie farther out',

  'loaders.lead':
    'What other loaders say of the same names and shapes. Worked out from this report by the behaviour of the releases named; NAME stands for the model’s.',
  'loader.open-clip-2': 'OpenCLIP 2.26',
  'loader.open-clip-3': 'OpenCLIP 3',
  'loader.open-clip-2-timm': 'OpenCLIP 2.26, image tower by timm',
  'loader.open-clip-3-timm': 'OpenCLIP 3, image tower by timm',
  'loader.timm': 'timm',
  'loader.strict': 'A strict load',
  'loader.page': 'This page',
  'outcome.complete': 'all there',
  'outcome.silent': 'says nothing',
  'outcome.warned': 'warns',
  'outcome.refused': 'refuses',
  'outcome.unreadable': 'cannot read it',
  'says.complete': 'Every name is found and nothing is left over. No warning, and none is due.',
  'says.complete-tower':
    'The image tower is complete. A text side is not asked for, so its absence is no news.',
  'says.silent':
    'No warning, although {random} parameters of the whole model keep their random start.',
  'says.silent-timm':
    'Takes the image tower and drops {ignored} other tensor without a word. || Takes the image tower and drops {ignored} other tensors without a word.',
  'says.warned':
    'One line warns that the model is partial. It does not say that {random} parameters are random, nor which.',
  'says.warned-random':
    'The same line as for a half-loaded model, although all {random} parameters are random.',
  'says.refused': 'Stops with an error that names what is wrong: {what}.',
  'says.unreadable':
    'Opens checkpoints as pickles only, so a safetensors file ends in an error that says nothing of CLIP. Later releases read it.',
  'says.page': 'Says part by part, and parameter by parameter, what was loaded and what is random.',
  'strict.missing': '{count} missing key || {count} missing keys',
  'strict.unexpected': '{count} unexpected key || {count} unexpected keys',
  'strict.mismatched': '{count} other size || {count} other sizes',
  'loaders.missing': 'Missing keys ({count})',
  'loaders.unexpected': 'Unexpected keys ({count})',
  'loaders.call': 'Asked like this',
  'loaders.printed': 'What it prints',
  'loaders.nothing': 'Nothing.',
  'loaders.hidden':
    'Lines marked INFO are hidden unless logging was set up; not all of them are listed.',
  'loaders.source': '{repository} {release}, {file}: {functions}',

  'compare.first': 'Compare',
  'compare.second': 'with',
  'compare.column': 'Column {number}: {name}',
  'compare.start': 'Compare their numbers',
  'compare.running': 'Reading every number of both',
  'compare.alone': 'There is one column only. Add another one to compare with.',
  'compare.waiting': 'Both columns must be ready. Wait until they are loaded.',
  'compare.note':
    'Each parameter by its OpenCLIP name, its shape, and a hash of its numbers as float32. The same means equal to the bit.',
  'compare.against': 'Compare this file with',
  'compare.looked': '{name}, looked into, {rule}',
  'compare.nothing':
    'Nothing to compare with yet: no column is loaded, and no other file was looked into.',
  'compare.headers-note':
    'Names and shapes of what a load would take, read from headers. “First” is this file. Values are compared after loading.',
  'compare.all-shapes': 'All {count} parameters are in both, with the same shape.',
  'compare.some-shapes': '{same} of {count} parameters are in both, with the same shape.',
  'compare.table': 'Parameters of each part',
  'compare.list': 'Parameters that are compared',
  'compare.only': 'List',
  'compare.differing': 'All that differ',
  'compare.none': 'None.',
  'compare.all-same': 'All {count} parameters are the same.',
  'compare.some': '{same} of {count} parameters are the same.',
  'like.same': 'same',
  'like.same-shape': 'same shape',
  'like.other-values': 'other values',
  'like.other-shape': 'other shape',
  'like.only-first': 'only in the first',
  'like.only-second': 'only in the second',
  'like.unreadable': 'cannot be read',
  'like.file-and-chance': 'from a file in the first, random in the second',
  'like.chance-and-file': 'random in the first, from a file in the second',
  'like.both-chance': 'random in both',
  'like.scale-file-and-chance': 'from a file in the first; 100 is used in the second',
  'like.scale-chance-and-file': '100 is used in the first; from a file in the second',
  'like.scale-both-chance': '100 is used in both',
  'like.both-file': 'from a file in both',
  'like.shapes': '{first} against {second}',
} as const;
