/** What went wrong and what to do, by the code of the error, in Chinese. */
export const zhErrors = {
  'error.picture-unreadable':
    '浏览器无法解码此 {format} 图片（{detail}）。请另存为 PNG 或 JPEG 后再添加。',
  'error.picture-truncated':
    '此 {format} 文件只有 {bytes} 字节，在图片中途结束。请从原处重新复制。',
  'error.picture-too-large':
    '此 {format} 图片像素太多：{width} × {height}；可读取的上限是不到 {limit} 像素。请缩小，例如宽 4,000 像素，再添加。',
  'error.picture-format':
    '此文件的格式是 {format}，浏览器不能显示。请用图片软件打开，另存为 PNG 或 JPEG 后添加。',
  'error.picture-svg': 'SVG 是矢量图，没有像素。请另存为 PNG 后添加。',
  'error.picture-empty': '此文件是空的或无法获取。请选择另一个。',
  'error.picture-not-a-picture': '此文件不是图片。请选择 PNG、JPEG、WebP、GIF、BMP 或 AVIF 文件。',
  'error.download-failed': '文件无法下载。请检查网络后重试，或在另一个标签页中下载后拖到这里。',
  'error.download-silent':
    '服务器已有 {seconds} 秒没有发来任何内容，请求已结束。请重试：文件中已保存的部分不会重新下载。',
  'error.download-status': '服务器的应答是 {status}。请检查地址后重试。',
  'error.download-changed': '下载过程中服务器上的文件被替换了，已下载的部分没有保留。请重新加载。',
  'error.download-wrong-length':
    '服务器发来的文件长度与声明的不符，没有保留任何内容。请检查地址，或稍后再试。',
  'error.download-wrong-hash':
    '收到的内容与模型库所描述的文件不符（SHA-256 不同），已删除。请重新加载，或换一个端点。',
  'error.server-busy': '服务器繁忙（{status}）。已下载的部分已保留，请稍后再试。',
  'error.server-without-ranges':
    '该服务器只能发送整个文件，而此文件的目录在末尾。请直接加载，或选择 .safetensors 文件。',
  'error.hub-address': '“{text}”不是模型库的名称。请输入 owner/name，或粘贴其中某个文件的地址。',
  'error.hub-gated':
    '所有者只向登录并接受条款的人提供这些文件。请在模型库上接受条款，下载文件后拖到这里。',
  'error.hub-not-found': '{repo} 不存在或是私有的。请检查所有者和名称的拼写。',
  'error.hub-listing-invalid': '返回的内容不是文件列表。请检查端点，它必须支持模型库的地址格式。',
  'error.hub-nothing-loadable':
    '{where} 中没有可以作为 CLIP 加载的文件。请选择含有 .safetensors 文件的模型库，或指定文件。',
  'error.storage-full':
    '浏览器的存储空间放不下这个文件，还缺 {missing}。请删除已保存的文件，或加载到内存。',
  'error.kept-in-use':
    '该文件属于一个已加载的模型（也可能在另一个标签页中）。请先移除该列或关闭该标签页，再删除文件。',
  'error.kept-unknown': '没有保存过这个地址的文件。',
  'error.unknown-parameter': '模型没有名为 {name} 的参数。请在列表中查找。',
  'error.unknown-model': '模型已不在内存中。请重新加载。',
  'error.patches-unavailable':
    '此模型的文件自带计算图，只为整张图片给出一个向量，不为各个小块给出。请使用“分块”图，它适用于每个模型。',
  'error.invalid-input': '模型无法使用此输入。请修改后重试。',
  'error.runtime-not-fetched':
    '本页负责计算的部分（运行时）没有取到：{cause}请检查网络后重试；已经算出的结果会保留。',
  'runtime.download-status': '服务器对 {url} 的答复是 {status}。',
  'runtime.download-silent': '{url} 已有 {seconds} 秒没有传来任何数据。',
  'runtime.server-busy': '{url} 的服务器太忙（{status}）。',
  'runtime.download-failed': '与 {url} 的连接中断。{detail}',
  'error.runtime-not-started':
    '本页负责计算的部分（运行时）已取到，但没有启动：试了 {tries} 次，最后一次等了 {seconds} 秒。电脑可能太忙：请关闭其他程序和标签页后重试。',
  'error.out-of-memory': '内存不足。请关闭其他标签页，或选择更小的模型。',
  'error.worker-died': '引擎已停止。请重新启动。',
  'error.engine-stuck':
    '{file} 在 {seconds} 秒内没有结束，因此引擎已停止。其他模型会重新加载，此文件不会。请使用来源可信的文件。',
  'error.too-much-work':
    '此文件要求的工作量超过任何正常文件（{what}，上限 {limit}）。请使用来源可信的文件。',
  'error.part-missing':
    '无法获取本页面的一部分（{part}）。请检查网络连接后重试；标签和图片都还在。',
  'error.training-data':
    '从这些图片和名称中学不到东西（{kind}）。请至少给出两个不同的名称，每个都有一张可读的图片。',
  'error.training-diverged': '训练在第 {step} 步发散：损失为 {loss}。请降低学习率；模型保持原样。',
  'error.internal': '出错了：{reason} 请重试。',
  'error.facts': '已知：{facts}。',
} as const;
