import { enCompare } from './compare.ts';
import { enRefusals } from './refusals.ts';

/** What a file is that is no checkpoint for this page, and what to do, by its kind, in English. */
export const enFiles = {
  ...enCompare,
  ...enRefusals,
  'file.empty': 'This file holds no tensors at all. Choose a CLIP checkpoint.',
  'file.timm':
    'This is a vision transformer of timm’s without the norm before its blocks that CLIP has, so it was not trained with texts. Choose a CLIP checkpoint.',
  'file.projection':
    'This file holds only a projection of CLIP ({tensor}, {tensors} tensors in all), and no tower. Choose the checkpoint of the whole model.',
  'file.language-model':
    'This is a language model, not CLIP: it holds {tensor} among {tensors} tensors. Choose a CLIP checkpoint.',
  'file.stranger':
    'This is another kind of model, not CLIP: it holds {tensor} among {tensors} tensors. Choose a CLIP checkpoint.',
  'file.other-model': '{file} describes {model}, which is not CLIP. Choose a CLIP checkpoint.',
  'file.no-tower':
    'None of the {tensors} tensors makes up a tower of CLIP. Choose a CLIP checkpoint, or add its configuration file.',
  'file.relative':
    'This looks like {family} (it holds {tensor}), a relative of CLIP that this page cannot run. Choose a plain CLIP checkpoint.',
  'file.classifier':
    'This image tower was tuned as a classifier of {classes} classes and has lost its link to texts. Choose the CLIP checkpoint that it came from.',
  'file.head-bias':
    'The image projection adds a bias ({tensor}), which CLIP’s does not: it was tuned for another task, such as a classifier. Choose the CLIP checkpoint that it came from.',
  'file.format':
    '{tensor} is stored in the number format {dtype}, which this page cannot read. Choose a file in F32, F16 or BF16.',
  'file.integers':
    '{file} is quantised: {tensor} is stored as whole numbers ({dtype}), whose scales lie elsewhere. Choose a file in F32, F16 or BF16.',
  'file.lora-scale':
    '{file} holds a LoRA adapter that was not merged into the weights ({tensor}), and nothing says with which scale. Add its adapter_config.json, or merge it in Python first (merge_and_unload).',
  'file.unfitting':
    '{tensor} in {file} does not fit the weights that it belongs to. Take the file that belongs to this model.',
  'file.no-projection':
    'The image side of SigLIP ends in its pooling: it has no image projection that could be left out or made afresh. Choose another rule for this column.',
  'file.no-start':
    'One tower is of SigLIP and the other of CLIP. No library makes such a pair, so nothing says how what is missing would start at random. Choose files that bring all of both towers.',
  'file.parametrised':
    '{file} has no {parameter}, but {tensor} in its place: its weights are stored in a form that this page cannot put together. Merge or convert them to plain weights where the file was made.',
  'file.adapter':
    'This is a {form} adapter without its base model (it holds {tensor}). Add the base model’s file to it, or merge the two where it was trained.',
  'file.adapter-of':
    'This is a {form} adapter (it holds {tensor}) without its base model {base}. Add that model’s file to it, or merge the two in Python first (merge_and_unload).',
  'file.adapter-form':
    'This is an adapter of the form {form} (it holds {tensor}), which this page cannot merge. Merge it with its base model by the program that made it, and choose the result.',
  'file.adapter-unet':
    'This is an adapter for the image generator (U-Net) of Stable Diffusion alone (it holds {tensor}), and changes nothing of CLIP. Choose a CLIP checkpoint.',
  'file.json':
    'This is a JSON text, not a checkpoint. Choose the .safetensors file; configuration files go beside it.',
  'file.index':
    'This is the index of a checkpoint in several files, not the weights. Choose the files that it names, with this one beside them.',
  'file.lfs-pointer':
    'This is the place-holder that Git keeps instead of a large file. Fetch the weights with “git lfs pull”, or download them from the repository.',
  'file.onnx': 'This is an ONNX graph, not a safetensors checkpoint. Choose the .safetensors file.',
  'file.gguf': 'This is a GGUF file, not a safetensors checkpoint. Choose the .safetensors file.',
  'file.npy':
    'This is an array of NumPy (.npy), not a checkpoint. Vectors can be scored in the evaluation; here, choose a .safetensors file.',
  'file.hdf5':
    'This is an HDF5 file, as Keras writes them, not a checkpoint of PyTorch. Choose the .safetensors file.',
  'file.gzip': 'This file is packed with gzip. Unpack it, and choose the checkpoint in it.',
  'file.tar': 'This is a tar archive. Unpack it, and choose the checkpoint in it.',
  'file.zip':
    'This is a zip archive, but no checkpoint of PyTorch: there is no data.pkl where torch.save puts it. Unpack it, or choose a .safetensors or .bin file.',
  'file.packed':
    'The weights in {name} are compressed or encrypted, so that no part of them can be read alone. Save the file again with torch.save, or as safetensors.',
  'file.byte-order':
    'The numbers are stored in the byte order {order}; little-endian ones are read here. Save the file again on an ordinary computer.',
  'file.feature':
    '{file} asks for {field} = {value}, which this page’s towers do not have. Choose a plain CLIP checkpoint.',
  'file.pixels':
    '{file} asks for {field} = {value} in preparing pictures, which this page cannot follow: its numbers would be wrong. Correct the file, or choose another checkpoint.',
  'file.tokens':
    '{file} asks for {field} = {value} in making token ids, which this page cannot follow: its numbers would be wrong. Correct the file, or choose another checkpoint.',
  'file.described':
    'This page cannot build the model of {file}: {fault}. Choose a plain CLIP checkpoint.',
  'file.shapes':
    'The shapes of the tensors describe no CLIP model: {fault}. Add its configuration file, or choose another checkpoint.',
  'file.html':
    'This is a web page, not a checkpoint. Check the address: on the hub, a link to a file holds /resolve/, not /blob/.',
  'file.text':
    'This is a text, perhaps a message of the server, not a checkpoint. Open the address in a new tab to read it, and check the address.',
  'pickle.damaged':
    'The file’s pickle {fault}: it was damaged or forged. Nothing of it was run. Download it again.',
  'file.shards-missing':
    'The checkpoint is in several files, of which {missing} are missing, {file} among them. Add them to the others.',
  'file.npy-cut':
    'This .npy file is cut off: {actual} bytes are there, {expected} are needed. Copy or download it again.',
  'file.npy-damaged': 'This .npy file {fault}. Save it again with numpy.save.',
  'file.npy-kind':
    'This .npy file {fault}, which is not read here. Save a table of float32 numbers with numpy.save.',
  'file.npy-objects':
    'This .npy file holds Python objects (dtype object). They are programs, and are not run here. Save plain numbers: x.astype("float32").',
  'file.table': 'This table {fault} (line {line}). Correct that line, or save it again as a text.',
  'file.table-long': 'This table has more than {limit} rows. Split it.',
  'config.field':
    'In {file}, {field} is {value}, which cannot be. Correct the file, or take the one that belongs to the checkpoint.',
  'config.fault':
    '{source} does not describe a model: {fault} ({field}). Take the configuration that belongs to the checkpoint.',
  'config.other':
    'The configuration describes another image tower ({described}) than the checkpoint holds ({held}). Take the configuration that belongs to the checkpoint.',
  'config.none': 'No file describes the model. Add an open_clip_config.json or a config.json.',
  'config.index':
    '{file} is no index of a checkpoint in several files ({reason}). Take it again from where the checkpoint came from.',
  'config.graph':
    '{file} and the configuration contradict each other. Take the config.json that belongs to the pair.',
  'pickle.torchscript':
    'This is a TorchScript archive: a program with weights inside, as OpenAI published CLIP. In Python: torch.save(torch.jit.load(path, map_location="cpu").state_dict(), "weights.bin"), then load that.',
  'pickle.old-style':
    'This file was written by PyTorch before 1.6, as pickles that only Python can read. In Python: torch.save(torch.load(path, map_location="cpu", weights_only=True), "weights.bin"), then load that.',
  'pickle.pickle':
    'This is a bare Python pickle, which could run any program and is not opened here. Save its weights alone with torch.save, or as safetensors.',
  'pickle.foreign':
    'The file asks for {name}, which plain weights do not need. Nothing of it was run. Save the weights alone, best as safetensors.',
  'error.checkpoint-truncated':
    'The checkpoint file is cut off: {actual} bytes are there, {expected} are needed. Download it again.',
  'error.checkpoint-header-too-large':
    'The file claims a header of {claimed} bytes, larger than any checkpoint has (at most {limit}). It is damaged, or no safetensors file.',
  'error.checkpoint-header-invalid':
    'The header of this checkpoint {fault}: the file is damaged. Download it again.',
  'error.checkpoint-not-clip':
    'This checkpoint holds another kind of model. Choose a CLIP checkpoint.',
  'error.checkpoint-html':
    'The server sent a web page where weights were expected. Check the address; it should end in .safetensors.',
  'error.checkpoint-pickle':
    'This is a PyTorch pickle, which can run code. Convert it to safetensors first.',
  'error.checkpoint-shape-mismatch':
    '{parameter} has the shape {found} in the file, but this model needs {expected}. Take the configuration that belongs to the file.',
  'error.checkpoint-unsupported':
    'This kind of CLIP model is not supported yet. Choose a ViT or ResNet CLIP model.',
  'error.checkpoint-none':
    'There is no safetensors file among these. Choose one, with its configuration and tokenizer beside it.',
  'error.checkpoint-bad-values':
    'The checkpoint holds values that are not numbers. Download it again, or choose another one.',
  'error.config-invalid':
    'The configuration file {file} cannot be used. Take the one that belongs to the checkpoint.',
  'error.tokenizer-invalid':
    'The tokenizer file {file} cannot be used. Take the tokenizer.json that belongs to the checkpoint.',
  'tokenizer.reason':
    'The tokenizer file {file} does not fit this model: {reason}. Take the tokenizer.json that belongs to the checkpoint.',
  'fact.actual': 'there',
  'fact.available': 'free',
  'fact.base': 'base model',
  'fact.bytes': 'bytes',
  'fact.classes': 'classes',
  'fact.claimed': 'claimed',
  'fact.shape': 'shape',
  'fact.columns': 'columns',
  'fact.count': 'count',
  'fact.described': 'described',
  'fact.detail': 'the browser’s words',
  'fact.device': 'device',
  'fact.dtype': 'number format',
  'fact.entries': 'entries',
  'fact.expected': 'needed',
  'fact.family': 'family',
  'fact.fault': 'what is wrong',
  'fact.field': 'field',
  'fact.file': 'file',
  'fact.form': 'form',
  'fact.format': 'format',
  'fact.found': 'found',
  'fact.height': 'height',
  'fact.held': 'in the file',
  'fact.id': 'number',
  'fact.image': 'image side',
  'fact.index': 'place',
  'fact.key': 'key',
  'fact.limit': 'limit',
  'fact.line': 'line',
  'fact.loss': 'loss',
  'fact.megabytes': 'megabytes',
  'fact.missing': 'missing',
  'fact.model': 'model',
  'fact.most': 'at most',
  'fact.name': 'name',
  'fact.names': 'names',
  'fact.needed': 'needed',
  'fact.order': 'order',
  'fact.parameter': 'parameter',
  'fact.part': 'part',
  'fact.path': 'path',
  'fact.pictures': 'pictures',
  'fact.position': 'place',
  'fact.precision': 'precision',
  'fact.reason': 'reason',
  'fact.repo': 'repository',
  'fact.row': 'row',
  'fact.rows': 'rows',
  'fact.seconds': 'seconds',
  'fact.size': 'size',
  'fact.source': 'source',
  'fact.status': 'status',
  'fact.step': 'step',
  'fact.table': 'table',
  'fact.tensor': 'tensor',
  'fact.tensors': 'tensors',
  'fact.text': 'text',
  'fact.tries': 'tries',
  'fact.url': 'address',
  'fact.value': 'value',
  'fact.vocabSize': 'vocabulary',
  'fact.what': 'what',
  'fact.where': 'where',
  'fact.width': 'width',
  'error.archive-truncated': 'The archive is cut off. Copy or download it again.',
  'error.archive-invalid': 'The archive is damaged. Copy or download it again.',
  'error.archive-unsafe-name':
    'The archive holds the file name {name}, which leads outside of it. Choose an archive from a source that you trust.',
  'error.archive-too-large':
    'The archive claims to hold more than can be read (at most {limit}). Choose a smaller one.',
  'error.archive-unsupported':
    'The archive is packed in a way that cannot be read here. Pack it again as an ordinary archive.',
  'linked.wants': 'From the link: this column wants {name} from {host} ({size}).',
  'linked.note': 'Nothing has been asked there yet. The rest of the link works meanwhile.',
  'linked.size-unknown': 'size not known',
  'linked.load': 'Load it',
  'linked.later': 'Not now',
  'linked.always': '{host} is my room’s server: links load from it at once from now on',
  'linked.off': 'Not loaded: {name} from {host}.',
  'linked.servers': 'Your room’s servers. Links load from them at once.',
  'linked.forget': 'Forget {name}',
  'error.source-held':
    'A link wants this model from another server. Press “Load it” in the column’s head first.',
} as const;
