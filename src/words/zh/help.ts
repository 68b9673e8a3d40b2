/** The help page, in Chinese. */
export const zhHelp = {
  'help.open': '帮助',
  'help.what':
    '模型把图片变成一串数字，把每个标签变成另一串数字。方向最相近的标签胜出。它从未用你的标签训练过：这就是零样本。',
  'help.random':
    '仅图像的文件缺少文本侧。加载器常常一声不响地用随机数补上缺失的部分。本页面用同一个加载器做同样的事，并且说出来。',
  'help.cosine': '余弦：两个方向有多相近，从 -1 到 1。',
  'help.probability': '概率：余弦乘以 logit 尺度，再用 softmax 变成这些标签之间的百分比。',
  'help.chance': '条形中的虚线是偶然水平：一除以标签数。',
  'help.hatch': '有斜纹的条形和部分：其中有随机数。实心：全部训练过。',
  'version.open': '版本与更新',
  'version.now': '这是版本 {version}。',
  'version.build': '构建 {build}。',
  'help.notices': '本页面所含的他人作品及其许可证',
  'help.keys': '按键',
  'help.key.help': '此帮助',
  'help.key.label': '新标签',
  'help.key.present': '演示视图',
  'help.key.undo': '撤销',
  'help.key.roll': '再掷一次',
  'help.key.guess': '遮住或揭示条形图',
} as const;
