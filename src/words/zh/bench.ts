import type { enBench } from '../en/bench.ts';

export const zhBench: Readonly<Record<keyof typeof enBench, string>> = {
  'bench.title': '在这里训练',
  'bench.broken': '本列中由随机数决定的部分：{parts}。',
  'bench.whole': '本列没有由随机数决定的部分，无需修复。',
  'bench.image-broken': '图像塔本身是随机的，文本侧没有可以对齐的内容：请先从别处取一个图像塔。',
  'bench.no-parts': '这个模型是一对现成的 ONNX 图，无法拆开，因此在这里不能训练。',
  'bench.siglip':
    '这里的训练和重新拟合是为 CLIP 的文本塔编写的，而这个是 SigLIP 的。请从文件中取一个文本侧。',
  'bench.mobile':
    '这里的训练和重新拟合是为 CLIP 的塔编写的，而这里的图像塔是 MobileCLIP 的。请从文件中取缺少的部分。',
  'bench.text-tower': '训练文本塔',
  'bench.text-tower.how': '图像塔保持不变；文本塔从图片及其名称中一步一步学习。',
  'bench.text-tower.brings': '能恢复：教过的词，包括没见过的句子和图片视角。不能恢复：其他任何词。',
  'bench.text-tower.cost': '内置模型约需半分钟。',
  'bench.text-projection': '重新拟合文本投影',
  'bench.text-projection.how': '用闭式解求一个矩阵：从文本塔的输出到图片所在的位置。',
  'bench.text-projection.brings': '能恢复：如果文本塔训练过，没在这里教过的词也能恢复。',
  'bench.text-projection.memory': '这里的文本塔是随机的，只能死记：没教过的名称仍与瞎猜无异。',
  'bench.text-projection.cost': '几秒钟。',
  'bench.image-projection': '重新拟合图像投影',
  'bench.image-projection.how': '用闭式解求一个矩阵：从图像塔所见到文本侧所说。',
  'bench.image-projection.brings':
    '能恢复：图像侧丢失的大部分，没在这里教过的名称也一样。不能恢复：少量图片显不出的细微差别。',
  'bench.image-projection.cost': '几秒钟。',
  'bench.data': '图片和名称',
  'bench.data.samples': '示例图片架（{count} 张图片）',
  'bench.data.page': '这里的图片（{count} 张有名称）',
  'bench.data.cifar10': 'CIFAR-10 照片（2,500 个向量）',
  'bench.data.tiny-imagenet': 'Tiny-ImageNet 照片（5,000 个向量）',
  'training.tests': '教过的名称的测试照片',
  'training.tests.curve':
    '测试照片上的正确率：从 {first} 到 {last}；瞎猜 {chance}，完整的列 {complete}。',
  'bench.apart': '留出的名称',
  'bench.apart.half': '每隔一个',
  'bench.apart.none': '不留',
  'bench.steps': '步数',
  'bench.seed': '种子',
  'bench.start': '开始：{name}',
  'bench.begin': '开始',
  'bench.few': '这里的图片不到两个不同的名称。请给更多图片命名，或改用示例图片架。',
  'bench.left': '本列的一次训练停在第 {step} 步，共 {steps} 步。',
  'bench.recipe': '生成链接时，本列由训练修复：{name}，种子 {seed}。',
  'bench.forget': '丢弃',
  'bench.towers': '或者采用现有的文本塔',

  'training.region': '第 {number} 列的训练',
  'training.timing': '正在测量这个大模型一步的用时',
  'training.slow': '在这台设备上一步约需 {seconds} 秒，{count} 步约需 {minutes} 分钟。',
  'training.all-the-same': '仍然训练',
  'training.preparing': '正在准备',
  'training.encoding': '正在看图片：第 {done} 张，共 {total} 张',
  'training.step': '第 {step} 步，共 {steps} 步',
  'training.loss': '损失 {loss}',
  'training.curve': '至今每一步的损失，从 {first} 到 {last}',
  'training.paused': '已暂停在第 {step} 步，共 {steps} 步',
  'training.pause': '暂停',
  'training.go-on': '继续',
  'training.stop': '到此为止',
  'training.cancel': '取消',
  'training.undo': '撤销',
  'training.script': '复制为 PyTorch 脚本',
  'training.copied': '已复制',
  'training.close': '关闭',
  'training.try-again': '从最后一个正常的步骤继续',
  'training.group': '对象',
  'training.right': '正确',
  'training.chance': '瞎猜',
  'training.complete': '完整的列',
  'training.taught': '教过的名称',
  'training.unseen': '同样的名称，但句子和视角从未训练过',
  'training.held-out': '留出的名称',
  'training.tally': '{of} 个中 {right} 个',
  'training.bars': '第 {number} 列的条形随之变化。',
  'training.knows':
    '已修复。它只认识教过的词：教过的 {of} 个中 {right} 个正确，其他 {apart} 个中 {others} 个正确（瞎猜为 {chance}）。',
  'training.carries':
    '已修复。学到的东西能推及其他：教过的 {of} 个名称中 {right} 个正确，没教过的 {apart} 个中 {others} 个正确（瞎猜为 {chance}）。',
  'training.taught-only':
    '已修复：教过的 {of} 个中 {right} 个正确。没有留出名称，因此对其他词一无所知。',
  'training.threads':
    '前几步已计时：用处理器的 {count} 个线程每步 {many} 秒，用一个线程每步 {one} 秒。其余的步用{used}。',
  'training.threads.one': '一个线程',
  'training.threads.many': '全部线程',
  'training.failed': '本列保持原样。',

  'unlearnable.names':
    '没有可以区分的内容：只教了 {names} 个有可读图片的名称。请给出至少两个名称的图片，或不留出名称。',
  'unlearnable.many': '共有 {names} 个名称；这里最多能训练 {limit} 个。请减少。',
  'unlearnable.twice': '名称“{name}”出现了两次，无法判断哪个正确。请合并，或改掉其中一个。',
  'unlearnable.empty': '有一个名称是空的。请命名，或去掉它的图片。',
  'unlearnable.label':
    '有一张图片的名称编号是 {label}，而从 0 数起只有 {names} 个名称。请更正列表。',
  'unlearnable.counts': '有 {pictures} 张图片和 {labels} 个对应的名称。请给每张图片一个名称。',
  'unlearnable.width':
    '图片向量各有 {found} 个数，而这个图像塔给出 {expected} 个。请使用这个塔自己的向量。',
  'unlearnable.vectors':
    '这些是现成的图片向量，看不出图像塔在投影之前的输出。请用图片来重新拟合图像投影。',
  'unlearnable.siglip':
    '这里的训练和重新拟合是为 CLIP 编写的，而这个模型有一个塔来自 SigLIP。请从文件中取另一部分。',
  'unlearnable.mobile':
    '这里的训练和重新拟合是为 CLIP 的塔编写的，而这个模型有一个塔来自 MobileCLIP，或者读文本时没有掩码。请从文件中取缺少的部分。',
};
