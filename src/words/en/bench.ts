/** English sentences about repairing a column by training. */
export const enBench = {
  'bench.title': 'Train it here',
  'bench.broken': 'Left to chance in this column: {parts}',
  'bench.whole': 'Nothing in this column is left to chance, so there is nothing to repair.',
  'bench.image-broken':
    'The image tower itself is random. It sees nothing that a text side could be fitted to: take an image tower from elsewhere first.',
  'bench.no-parts':
    'This model is a pair of ready ONNX graphs, which cannot be taken apart, so none of it can be trained here.',
  'bench.siglip':
    'Training and refits here are made for the text tower of CLIP, and this one is SigLIP’s. Take a text side that a file brings.',
  'bench.mobile':
    'Training and refits here are made for the towers of CLIP, and the image tower here is MobileCLIP’s. Take what is missing from a file.',
  'bench.text-tower': 'Train the text tower',
  'bench.text-tower.how':
    'The image tower stays as it is; the text tower learns from your pictures and their names, step by step.',
  'bench.text-tower.brings':
    'Brings back: the words it is taught, in sentences and on pictures it never saw. Not: any other word.',
  'bench.text-tower.cost': 'About half a minute for the built-in model.',
  'bench.text-projection': 'Refit the text projection',
  'bench.text-projection.how':
    'One matrix in closed form: from what the text tower says to where the pictures lie.',
  'bench.text-projection.brings':
    'Brings back: behind a trained text tower, words it was never taught here as well.',
  'bench.text-projection.memory':
    'The text tower here is random, so this can only memorise: names that are not taught stay at chance.',
  'bench.text-projection.cost': 'Seconds.',
  'bench.image-projection': 'Refit the image projection',
  'bench.image-projection.how':
    'One matrix in closed form: from what the image tower sees to what the text side says of it.',
  'bench.image-projection.brings':
    'Brings back: most of what the image side lost, for names never taught here as well. Not: fine differences that few pictures cannot show.',
  'bench.image-projection.cost': 'Seconds.',
  'bench.data': 'Pictures and names',
  'bench.data.samples': 'Sample shelf ({count} pictures)',
  'bench.data.page': 'Pictures here ({count} with names)',
  'bench.data.cifar10': 'CIFAR-10 photographs (2,500 vectors)',
  'bench.data.tiny-imagenet': 'Tiny-ImageNet photographs (5,000 vectors)',
  'training.tests': 'Test photographs of names it is taught',
  'training.tests.curve':
    'Right on test photographs: from {first} to {last}; chance {chance}, complete column {complete}.',
  'bench.apart': 'Names kept apart',
  'bench.apart.half': 'Every second one',
  'bench.apart.none': 'None',
  'bench.steps': 'Steps',
  'bench.seed': 'Seed',
  'bench.start': 'Start: {name}',
  'bench.begin': 'Start',
  'bench.few':
    'The pictures here have fewer than two different names. Give more pictures names, or take the sample shelf.',
  'bench.left': 'A training of this column was left at step {step} of {steps}.',
  'bench.recipe':
    'This column was repaired by training where its link was made: {name}, seed {seed}.',
  'bench.forget': 'Forget it',
  'bench.towers': 'Or take a text tower that is there',

  'training.region': 'Training of column {number}',
  'training.timing': 'Timing one step of this large model',
  'training.slow':
    'One step takes about {seconds} s on this device, so {count} steps take about {minutes} min.',
  'training.all-the-same': 'Train all the same',
  'training.preparing': 'Getting ready',
  'training.encoding': 'Looking at the pictures: {done} of {total}',
  'training.step': 'Step {step} of {steps}',
  'training.loss': 'Loss {loss}',
  'training.curve': 'Loss of each step so far, from {first} to {last}',
  'training.paused': 'Paused at step {step} of {steps}',
  'training.pause': 'Pause',
  'training.go-on': 'Go on',
  'training.stop': 'Stop here',
  'training.cancel': 'Cancel',
  'training.undo': 'Undo',
  'training.script': 'Copy as PyTorch script',
  'training.copied': 'Copied',
  'training.close': 'Close',
  'training.try-again': 'From the last good step',
  'training.group': 'On',
  'training.right': 'Right',
  'training.chance': 'Chance',
  'training.complete': 'Complete column',
  'training.taught': 'Names it is taught',
  'training.unseen': 'The same names in sentences and views never trained on',
  'training.held-out': 'Names kept apart',
  'training.tally': '{right} of {of}',
  'training.bars': 'The bars of column {number} move with it.',
  'training.knows':
    'Repaired. It knows only the words it was taught: {right} of {of} of them, {others} of {apart} others (chance {chance}).',
  'training.carries':
    'Repaired. What it learned carries over: {right} of {of} names it was taught, {others} of {apart} it was not (chance {chance}).',
  'training.taught-only':
    'Repaired: {right} of {of} right of what it was taught. No name was kept apart, so nothing is known of other words.',
  'training.threads':
    'The first steps were timed: {many} s each on {count} threads of the processor, {one} s on one. The rest runs on {used}.',
  'training.threads.one': 'one',
  'training.threads.many': 'all of them',
  'training.failed': 'The column is as it was.',

  'unlearnable.names':
    'There is nothing to tell apart: {names} name with a readable picture is taught. Give pictures of at least two names, or keep no names apart.',
  'unlearnable.many':
    'These are {names} names; {limit} are the most that can be trained on here. Take fewer.',
  'unlearnable.twice':
    'The name “{name}” is there twice, so nobody can tell which one is right. Join the two, or name one of them otherwise.',
  'unlearnable.empty': 'One of the names is empty. Give it a name, or take its pictures out.',
  'unlearnable.label':
    'A picture has the name number {label}, and there are only {names} names, counted from 0. Correct the list.',
  'unlearnable.counts':
    'There are {pictures} pictures and {labels} names for them. Give each picture one name.',
  'unlearnable.width':
    'The picture vectors have {found} numbers each, and this image tower makes {expected}. Take vectors of this very tower.',
  'unlearnable.vectors':
    'These are finished picture vectors; what the image tower saw before its projection cannot be told from them. Take pictures to refit the image projection.',
  'unlearnable.siglip':
    'Training and refits here are made for CLIP, and a tower of this model is SigLIP’s. Take its other part from a file.',
  'unlearnable.mobile':
    'Training and refits here are made for the towers of CLIP, and a tower of this model is MobileCLIP’s, or reads its texts without a mask. Take what is missing from a file.',
} as const;
