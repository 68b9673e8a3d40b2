/** 关于下载、浏览器保存的文件及其来源的中文语句。 */
export const zhKeeping = {
  'load.bytes': '{total} 中的 {done}',
  'load.rate': '每秒 {rate}',
  'load.silent': '没有收到任何内容',
  'load.seconds': '还需 {count} 秒',
  'load.minutes': '还需 {count} 分钟',
  'load.server': '服务器繁忙，要求等待 {count} 秒。',
  'load.elsewhere': '{file} 正在为另一列或另一个标签页下载。',
  'load.files': '正在下载的文件',
  'load.into-memory': '加载到内存',
  'crash.started-over':
    '加载 {name} 时，浏览器关闭了标签页，可能是内存不足。页面已用内置模型重新开始。',

  'refused.sign-in':
    '服务器只向有权限的人提供此文件（{status}）。如果您有权限，请在那里登录并下载，然后拖到这里。',
  'refused.missing': '这个地址没有文件（{status}）。请检查拼写，或文件是否已移走。',
  'refused.failed': '服务器出错（{status}）。请稍后再试。',
  'refused.busy': '服务器繁忙（{status}），要求等待 {count} 分钟。已下载的部分已保留，请到时再试。',
  'refused.revision': '{repo} 存在，但没有这个版本。请检查地址中的分支或提交名称。',

  'storage.open': '已保存的文件',
  'storage.title': '此浏览器中保存的检查点',
  'storage.note': '已保存的文件不会再次下载，没有网络也能加载。',
  'storage.reading': '正在查看保存的内容',
  'storage.none': '没有保存检查点。列下载的文件会列在这里。',
  'storage.unavailable':
    '此浏览器不为本页面保存文件：这是隐私窗口，或页面没有使用 https。检查点会加载到内存。',
  'storage.used': '已用 {usage}，浏览器允许 {quota}。',
  'storage.list': '已保存的检查点',
  'storage.file': '文件',
  'storage.size': '大小',
  'storage.last': '上次使用',
  'storage.part': '已有 {size} 中的 {bytes}',
  'storage.part-only': '已有 {bytes}',
  'storage.in-use': '使用中',
  'storage.checked': 'SHA-256 已核对',
  'storage.delete': '删除',
  'storage.delete-file': '删除 {name}',
  'storage.ask': '请浏览器保留这些文件',
  'storage.persisted': '浏览器已承诺不会自行清除这些文件。',
  'storage.not-persisted': '磁盘快满时，浏览器可能自行清除这些文件。',
  'storage.refused': '浏览器没有承诺。多数浏览器会在收藏本页或多次访问后同意。',
  'storage.missing': '第 {number} 列还缺 {missing}。请先删除下面的文件，再试一次。',
  'pickle.torchscript':
    '这是 TorchScript 档案：一个带有权重的程序，OpenAI 就是这样发布 CLIP 的。请在 Python 中运行 torch.save(torch.jit.load(path, map_location="cpu").state_dict(), "weights.bin")，再加载它。',
  'pickle.old-style':
    '这个文件由 1.6 之前的 PyTorch 写成，只有 Python 能读取。请在 Python 中运行 torch.save(torch.load(path, map_location="cpu", weights_only=True), "weights.bin")，再加载它。',
  'pickle.pickle':
    '这是一个 Python pickle，可能运行任意程序，因此不在这里打开。请用 torch.save 或 safetensors 只保存其中的权重。',
  'pickle.foreign':
    '这个文件要求 {name}，普通权重并不需要它。文件中的任何内容都没有运行。请只保存权重，最好用 safetensors。',
  'model.endpoint': '端点',
  'model.endpoint-help': '留空即使用 Hub 本身；镜像必须使用同样的网址。',
  'model.endpoint-mirror':
    'hf-mirror.com 不允许其他网页读取它的文件。提供本页的人可以从那里取模型：HF_ENDPOINT=https://hf-mirror.com npm run models -- get owner/name，之后它就在“在本服务器上”里。',
  'model.licence': '许可证（以发布者所写为准）：{licence}',
  'model.own': '在本服务器上',
  'model.own-none': '其他网址',
  'model.pair': '同时把同一文件加载到第 {number} 列，但只取 timm 的图像塔：即文章中的对比。',
  'loadable.safetensors': '一个含有命名张量的文件',
  'loadable.sharded': '一个模型，分为 {count} 个文件',
  'loadable.torch': 'PyTorch 档案，读取时不运行其中内容',
  'loadable.onnx': '两个现成的计算图，{precision}',
} as const;
