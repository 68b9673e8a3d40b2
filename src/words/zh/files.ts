import { zhCompare } from './compare.ts';
import { zhRefusals } from './refusals.ts';

/** What a file is that is no checkpoint for this page, and what to do, by its kind, in Chinese. */
export const zhFiles = {
  ...zhCompare,
  ...zhRefusals,
  'file.empty': '此文件中没有任何张量。请选择 CLIP 检查点。',
  'file.timm':
    '这是 timm 的视觉 Transformer，没有 CLIP 在各层之前的归一化，因此不是与文本一起训练的。请选择 CLIP 检查点。',
  'file.projection':
    '此文件只有 CLIP 的一个投影（{tensor}，共 {tensors} 个张量），没有塔。请选择整个模型的检查点。',
  'file.language-model':
    '这是语言模型，不是 CLIP：它的 {tensors} 个张量中有 {tensor}。请选择 CLIP 检查点。',
  'file.stranger':
    '这是另一种模型，不是 CLIP：它的 {tensors} 个张量中有 {tensor}。请选择 CLIP 检查点。',
  'file.other-model': '{file} 描述的是 {model}，不是 CLIP。请选择 CLIP 检查点。',
  'file.no-tower': '{tensors} 个张量都不构成 CLIP 的塔。请选择 CLIP 检查点，或添加它的配置文件。',
  'file.relative':
    '这像是 {family}（含有 {tensor}），是 CLIP 的近亲，本页无法运行。请选择普通的 CLIP 检查点。',
  'file.classifier':
    '此图像塔被微调为 {classes} 类的分类器，已失去与文本的联系。请选择它所来自的 CLIP 检查点。',
  'file.head-bias':
    '图像投影加了偏置（{tensor}），CLIP 没有它：它是为别的任务（例如分类）微调的。请选择它所来自的 CLIP 检查点。',
  'file.format': '{tensor} 以 {dtype} 数字格式存储，本页无法读取。请选择 F32、F16 或 BF16 的文件。',
  'file.integers':
    '{file} 是量化文件：{tensor} 以整数（{dtype}）存储，其比例在别处。请选择 F32、F16 或 BF16 的文件。',
  'file.lora-scale':
    '{file} 中有未并入权重的 LoRA 适配器（{tensor}），但没有说明系数。请添加 adapter_config.json，或先在 Python 中合并（merge_and_unload）。',
  'file.unfitting': '{file} 中的 {tensor} 与它所属的权重不符。请使用与此模型配套的文件。',
  'file.no-projection':
    'SigLIP 的图像侧以其池化结束：没有可以去掉或重新初始化的图像投影。请为此列选择别的规则。',
  'file.no-start':
    '一个塔来自 SigLIP，另一个来自 CLIP。没有任何库会构建这样的组合，因此无从得知缺少的部分应如何随机初始化。请选择包含两个完整塔的文件。',
  'file.parametrised':
    '{file} 中没有 {parameter}，而在它的位置有 {tensor}：权重的存储形式本页无法合成。请在生成此文件的地方合并或转换为普通权重。',
  'file.adapter':
    '这是没有基础模型的 {form} 适配器（含有 {tensor}）。请同时添加基础模型的文件，或在训练它的地方先合并。',
  'file.adapter-of':
    '这是 {form} 适配器（含有 {tensor}），缺少它的基础模型 {base}。请同时添加该模型的文件，或先在 Python 中合并（merge_and_unload）。',
  'file.adapter-form':
    '这是 {form} 形式的适配器（含有 {tensor}），本页无法合并。请用制作它的程序与基础模型合并，再选择合并后的文件。',
  'file.adapter-unet':
    '这个适配器只改变 Stable Diffusion 的图像生成器（U-Net，含有 {tensor}），与 CLIP 无关。请选择 CLIP 检查点。',
  'file.json': '这是 JSON 文本，不是检查点。请选择 .safetensors 文件；配置文件放在它旁边。',
  'file.index': '这是分成多个文件的检查点的索引，不是权重。请选择它所列的文件，并附上这个索引。',
  'file.lfs-pointer':
    '这是 Git 代替大文件的占位文件。请用 “git lfs pull” 获取权重，或从模型库下载。',
  'file.onnx': '这是 ONNX 图，不是 safetensors 检查点。请选择 .safetensors 文件。',
  'file.gguf': '这是 GGUF 文件，不是 safetensors 检查点。请选择 .safetensors 文件。',
  'file.npy':
    '这是 NumPy 的数组（.npy），不是检查点。向量可以在评估中计分；这里请选择 .safetensors 文件。',
  'file.hdf5': '这是 Keras 所写的 HDF5 文件，不是 PyTorch 的检查点。请选择 .safetensors 文件。',
  'file.gzip': '此文件用 gzip 压缩。请先解压，再选择其中的检查点。',
  'file.tar': '这是 tar 归档。请先解包，再选择其中的检查点。',
  'file.zip':
    '这是 zip 压缩包，但不是 PyTorch 的检查点：torch.save 放 data.pkl 的位置没有它。请先解压，或选择 .safetensors 或 .bin 文件。',
  'file.packed':
    '{name} 中的权重被压缩或加密，无法单独读取其中一部分。请用 torch.save 重新保存，或保存为 safetensors。',
  'file.byte-order':
    '数字以 {order} 字节序存储；这里读取小端字节序。请在普通电脑上重新保存此文件。',
  'file.feature': '{file} 要求 {field} = {value}，本页的塔没有它。请选择普通的 CLIP 检查点。',
  'file.pixels':
    '{file} 在处理图片时要求 {field} = {value}，本页做不到，数字会出错。请改正该文件，或选择别的检查点。',
  'file.tokens':
    '{file} 在生成 token id 时要求 {field} = {value}，本页做不到，数字会出错。请改正该文件，或选择别的检查点。',
  'file.described': '本页无法构建 {file} 的模型（{fault}）。请选择普通的 CLIP 检查点。',
  'file.shapes':
    '张量的形状不描述任何 CLIP 模型（{fault}）。请添加它的配置文件，或选择另一个检查点。',
  'file.html':
    '这是网页，不是检查点。请检查地址：在模型库中，文件的链接含有 /resolve/，而不是 /blob/。',
  'file.text':
    '这是一段文字，可能是服务器的消息，不是检查点。请在新标签页中打开该地址阅读，并检查地址。',
  'pickle.damaged': '文件的 pickle 已损坏或被伪造（{fault}）。没有运行其中任何内容。请重新下载。',
  'file.shards-missing':
    '检查点分为多个文件，缺少 {missing} 个，其中有 {file}。请与其他文件一起添加。',
  'file.npy-cut': '此 .npy 文件不完整：有 {actual} 字节，需要 {expected} 字节。请重新复制或下载。',
  'file.npy-damaged': '此 .npy 文件无法使用（{fault}）。请用 numpy.save 重新保存。',
  'file.npy-kind': '这种 .npy 文件在此无法读取（{fault}）。请用 numpy.save 保存 float32 数表。',
  'file.npy-objects':
    '此 .npy 文件含有 Python 对象（dtype object）。它们是程序，不会在此运行。请保存为纯数字：x.astype("float32")。',
  'file.table': '此表格第 {line} 行有问题（{fault}）。请修正该行，或重新保存为文本。',
  'file.table-long': '此表格超过 {limit} 行。请拆分。',
  'config.field':
    '{file} 中的 {field} 是 {value}，这不可能。请修正文件，或使用与检查点配套的文件。',
  'config.fault': '{source} 没有描述一个模型（{field}：{fault}）。请使用与检查点配套的配置。',
  'config.other':
    '配置描述的图像塔（{described}）与检查点中的（{held}）不同。请使用与检查点配套的配置。',
  'config.none': '没有文件描述模型。请添加 open_clip_config.json 或 config.json。',
  'config.index': '{file} 不是多文件检查点的索引（{reason}）。请从检查点的来源重新获取。',
  'config.graph': '{file} 与配置互相矛盾。请使用与这对文件配套的 config.json。',
  'pickle.torchscript':
    '这是 TorchScript 档案：一个带有权重的程序，OpenAI 就是这样发布 CLIP 的。请在 Python 中运行 torch.save(torch.jit.load(path, map_location="cpu").state_dict(), "weights.bin")，再加载它。',
  'pickle.old-style':
    '这个文件由 1.6 之前的 PyTorch 写成，只有 Python 能读取。请在 Python 中运行 torch.save(torch.load(path, map_location="cpu", weights_only=True), "weights.bin")，再加载它。',
  'pickle.pickle':
    '这是一个 Python pickle，可能运行任意程序，因此不在这里打开。请用 torch.save 或 safetensors 只保存其中的权重。',
  'pickle.foreign':
    '这个文件要求 {name}，普通权重并不需要它。文件中的任何内容都没有运行。请只保存权重，最好用 safetensors。',
  'error.checkpoint-truncated':
    '检查点文件不完整：有 {actual} 字节，需要 {expected} 字节。请重新下载。',
  'error.checkpoint-header-too-large':
    '文件声称的文件头有 {claimed} 字节，比任何检查点都大（最多 {limit}）。它已损坏，或不是 safetensors 文件。',
  'error.checkpoint-header-invalid': '此检查点的文件头已损坏（{fault}）。请重新下载。',
  'error.checkpoint-not-clip': '此检查点是另一种模型。请选择 CLIP 检查点。',
  'error.checkpoint-html': '应是权重的地方，服务器给了网页。请检查地址，它应以 .safetensors 结尾。',
  'error.checkpoint-pickle': '这是 PyTorch 的 pickle，可能运行代码。请先转换为 safetensors。',
  'error.checkpoint-shape-mismatch':
    '文件中 {parameter} 的形状是 {found}，而此模型需要 {expected}。请使用与文件配套的配置。',
  'error.checkpoint-unsupported': '还不支持这种 CLIP 模型。请选择 ViT 或 ResNet 的 CLIP 模型。',
  'error.checkpoint-none': '这些文件中没有 safetensors 文件。请选择一个，并附上配置和分词器。',
  'error.checkpoint-bad-values': '检查点含有不是数字的值。请重新下载，或选择另一个。',
  'error.config-invalid': '配置文件 {file} 无法使用。请使用与检查点配套的配置。',
  'error.tokenizer-invalid': '分词器文件 {file} 无法使用。请使用与检查点配套的 tokenizer.json。',
  'tokenizer.reason':
    '分词器文件 {file} 与此模型不符（{reason}）。请使用与检查点配套的 tokenizer.json。',
  'fact.actual': '实有',
  'fact.available': '可用',
  'fact.base': '基础模型',
  'fact.bytes': '字节数',
  'fact.classes': '类别数',
  'fact.claimed': '声称',
  'fact.shape': '形状',
  'fact.columns': '列数',
  'fact.count': '数量',
  'fact.described': '描述',
  'fact.detail': '浏览器的说明',
  'fact.device': '设备',
  'fact.dtype': '数字格式',
  'fact.entries': '条目数',
  'fact.expected': '应为',
  'fact.family': '模型家族',
  'fact.fault': '问题',
  'fact.field': '字段',
  'fact.file': '文件',
  'fact.form': '形式',
  'fact.format': '格式',
  'fact.found': '实为',
  'fact.height': '高度',
  'fact.held': '文件中',
  'fact.id': '编号',
  'fact.image': '图像侧',
  'fact.index': '位置',
  'fact.key': '键',
  'fact.limit': '上限',
  'fact.line': '行',
  'fact.loss': '损失',
  'fact.megabytes': '兆字节',
  'fact.missing': '缺少',
  'fact.model': '模型',
  'fact.most': '最多',
  'fact.name': '名称',
  'fact.names': '名称数',
  'fact.needed': '需要',
  'fact.order': '顺序',
  'fact.parameter': '参数',
  'fact.part': '部分',
  'fact.path': '路径',
  'fact.pictures': '图片数',
  'fact.position': '位置',
  'fact.precision': '精度',
  'fact.reason': '原因',
  'fact.repo': '模型库',
  'fact.row': '行',
  'fact.rows': '行数',
  'fact.seconds': '秒数',
  'fact.size': '大小',
  'fact.source': '来源',
  'fact.status': '状态码',
  'fact.step': '步',
  'fact.table': '表格',
  'fact.tensor': '张量',
  'fact.tensors': '张量数',
  'fact.text': '文本',
  'fact.tries': '尝试次数',
  'fact.url': '地址',
  'fact.value': '值',
  'fact.vocabSize': '词表大小',
  'fact.what': '内容',
  'fact.where': '位置',
  'fact.width': '宽度',
  'error.archive-truncated': '压缩包不完整。请重新复制或下载。',
  'error.archive-invalid': '压缩包已损坏。请重新复制或下载。',
  'error.archive-unsafe-name': '压缩包中的文件名 {name} 指向外部。请选择可信来源的压缩包。',
  'error.archive-too-large':
    '压缩包声称的内容超出可读取的范围（最多 {limit}）。请选择较小的压缩包。',
  'error.archive-unsupported': '压缩包的打包方式无法在此读取。请重新打包为普通压缩包。',
  'linked.wants': '来自链接：这一列想从 {host} 加载 {name}（{size}）。',
  'linked.note': '还没有向那里发出任何请求。链接的其余部分照常可用。',
  'linked.size-unknown': '大小未知',
  'linked.load': '加载',
  'linked.later': '暂不',
  'linked.always': '{host} 是我教室的服务器：以后链接可直接从它加载',
  'linked.off': '未加载：{host} 的 {name}。',
  'linked.servers': '你教室的服务器。链接会直接从它们加载。',
  'linked.forget': '忘记 {name}',
  'error.source-held': '链接想从别的服务器加载这个模型。请先在该列的标题处点“加载”。',
} as const;
