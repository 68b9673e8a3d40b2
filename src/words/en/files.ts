/** What a file is that is no checkpoint for this page, and what to do, by its kind, in English. */
export const enFiles = {
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
  'file.parametrised':
    '{file} has no {parameter}, but {tensor} in its place: its weights are stored in a form that this page cannot put together. Merge or convert them to plain weights where the file was made.',
  'file.adapter':
    'This is a LoRA adapter without its base model (it holds {tensor}). Add the base model’s file to it, or merge the two in Python first (merge_and_unload).',
  'file.adapter-of':
    'This is a LoRA adapter (it holds {tensor}) without its base model {base}. Add that model’s file to it, or merge the two in Python first (merge_and_unload).',
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
  'error.facts': 'Known: {facts}.',
} as const;
