/** The shelf of samples, the camera, and the order of pictures, in Chinese. */
export const zhPictureWays = {
  'camera.square': '模型看到的是方框里的内容。',
  'samples.title': '样本图片',
  'samples.search': '搜索样本',
  'samples.none': '没有这个名称的样本。试试更短的词。',
  'samples.credit': 'Fluent Emoji（3D），微软，MIT 许可。按下即可添加或移除图片。',
  'camera.title': '相机',
  'camera.take': '拍照',
  'camera.switch': '换相机',
  'camera.view': '相机画面',
  'camera.refused': '浏览器没有获准使用相机。请在地址栏旁允许，然后再打开相机。',
  'camera.missing': '没有找到相机。请连接相机，或用手机拍照后选择文件。',
  'camera.busy': '相机无法启动，可能正被其他程序使用。请关闭该程序后再试。',
  'picture-order.added': '按添加顺序',
  'picture-order.agreement': '先看不同的',
  'picture-order.confidence': '先看最有把握的',
  'picture-order.label': '按胜出的标签',
} as const;
