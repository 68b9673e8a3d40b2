/** What the models run on, in Chinese. */
export const zhDevice = {
  'device.wasm': 'CPU，{count} 个线程',
  'device.choice': '运行于',
  'device.auto': '最快的设备',
  'device.cpu': 'CPU（WASM）',
  'device.gpu': '显卡（WebGPU）',
  'device.no-webgpu': '此浏览器没有 WebGPU，因此使用 CPU。',
  'device.no-adapter': '浏览器没有找到显卡适配器，因此使用 CPU。',
  'device.adapter-timeout': '显卡适配器没有及时应答，因此使用 CPU。',
  'device.device-lost': '显卡设备丢失，因此使用 CPU。',
  'device.out-of-memory': '显存不足，因此使用 CPU。',
  'device.compile-failed': '模型无法为显卡编译，因此使用 CPU。',
  'device.self-test-failed': '显卡在自检中给出错误的数字，因此使用 CPU。',
  'device.not-isolated': '页面没有跨源隔离，因此只用一个线程。',
  'device.threads-failed': '多线程无法工作，因此只用一个线程。',
  'device.kernels-failed':
    '8 位模型的快速部分无法在此运行，因此会慢一些，得分也与其他设备略有不同。',
  'device.threads-late': '电脑太忙，没能启动多线程，因此暂用一个线程；稍后会再试。',
} as const;
